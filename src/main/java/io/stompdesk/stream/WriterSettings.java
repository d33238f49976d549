package io.stompdesk.stream;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the writer takes.
 *
 * @param queue changes that may wait; beyond that a command is answered {@code BUSY}
 * @param batch changes that share one commit at most
 */
@Validated
@ConfigurationProperties("stompdesk.writer")
record WriterSettings(
        @DefaultValue("10000") @Min(1) int queue,
        @DefaultValue("512") @Min(1) int batch) {}
