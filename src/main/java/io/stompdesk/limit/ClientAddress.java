package io.stompdesk.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * The client address that rate limits count by.
 *
 * @param network an IPv4 address, or the first 64 bits of an IPv6 address, because one household owns the whole /64
 */
public record ClientAddress(String network) {

    private static final int PREFIX_BYTES = 8;

    public static ClientAddress of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static ClientAddress of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address ipv6
                    ? new ClientAddress(HexFormat.of().formatHex(ipv6.getAddress(), 0, PREFIX_BYTES))
                    : new ClientAddress(address);
        } catch (IllegalArgumentException notAnAddress) {
            return new ClientAddress(address);
        }
    }
}
