package io.stompdesk.limit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the addresses of a wider IPv6 network may do together, as a multiple of what one address may.
 *
 * @param net56 of a /56, which providers give to a household
 * @param net48 of a /48, which providers give to a company
 */
public record Ipv6Limits(
        @DefaultValue("4") @Min(1) int net56,
        @DefaultValue("16") @Min(1) int net48) {

    public static final Ipv6Limits DEFAULT = new Ipv6Limits(4, 16);

    /** @param width 0 for an address, 1 for a /56, 2 for a /48 */
    public int multiple(int width) {
        return switch (width) {
            case 0 -> 1;
            case 1 -> net56;
            default -> net48;
        };
    }
}
