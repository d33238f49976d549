package io.stompdesk.ticket;

import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on what customers may have stored, and on reading events. Beyond them the desk answers {@code RATE_LIMITED}.
 *
 * @param enabled {@code false} for load tests only
 * @param ticketsPerAccount tickets of one customer
 * @param ticketsPerAddress tickets of all customers at one address, because anybody can become a guest again at no cost
 * @param changesPerTicket how often a customer may resolve or reopen one ticket
 * @param changesPerAccount how often a customer may resolve or reopen any
 * @param storedBytesPerAccount bytes that the desk stores for one customer
 * @param storedBytesPerAddress bytes that it stores for all customers at one address
 * @param pagesPerAccount pages of events that one account may be sent at the same time
 * @param pageBytes size of a page of events
 * @param threadBytes how much of a thread its snapshot holds
 * @param ipv6 how much wider IPv6 networks may do
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
record TicketLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate ticketsPerAccount,
        @Valid @DefaultValue Rate ticketsPerAddress,
        @Valid @DefaultValue Rate changesPerTicket,
        @Valid @DefaultValue Rate changesPerAccount,
        @Valid @DefaultValue Rate storedBytesPerAccount,
        @Valid @DefaultValue Rate storedBytesPerAddress,
        @DefaultValue("4") @Min(1) int pagesPerAccount,
        @DefaultValue("1MB") DataSize pageBytes,
        @DefaultValue("96KB") DataSize threadBytes,
        @Valid @DefaultValue Ipv6Limits ipv6) {

    private static final DataSize SMALLEST_PAGE = DataSize.ofKilobytes(64);

    @AssertTrue(message = "must be at least 64 KB")
    boolean isPageBytesFit() {
        return pageBytes.compareTo(SMALLEST_PAGE) >= 0;
    }
}
