package io.stompdesk.ticket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tickets are kept.
 *
 * @param pauseLimit how long a ticket stays paused before it goes back to the queue
 */
@ConfigurationProperties("stompdesk.ticket")
record TicketSettings(@DefaultValue("10m") Duration pauseLimit) {}
