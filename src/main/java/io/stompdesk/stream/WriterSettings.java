package io.stompdesk.stream;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the writer.
 *
 * @param queue how many changes may wait; beyond that a command is refused with {@code BUSY}
 * @param batch the maximum number of changes in one commit
 */
@Validated
@ConfigurationProperties("stompdesk.writer")
record WriterSettings(
        @DefaultValue("10000") @Min(1) int queue,
        @DefaultValue("512") @Min(1) int batch) {}
