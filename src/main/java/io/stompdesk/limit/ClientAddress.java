package io.stompdesk.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

/**
 * The client address that rate limits count by.
 *
 * @param network an IPv4 address, or the first 64 bits of an IPv6 address, because one household owns the whole /64
 */
public record ClientAddress(String network) {

    private static final int PREFIX_BYTES = 8;
    private static final int HEX_DIGITS_OF_64 = 16;
    private static final int HEX_DIGITS_OF_56 = 14;
    private static final int HEX_DIGITS_OF_48 = 12;

    public static ClientAddress of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    /**
     * The address itself and, for IPv6, the /56 and the /48 that it belongs to, which one customer of a provider may
     * own.
     */
    public List<String> networks() {
        return isIpv6()
                ? List.of(network, network.substring(0, HEX_DIGITS_OF_56), network.substring(0, HEX_DIGITS_OF_48))
                : List.of(network);
    }

    private boolean isIpv6() {
        return network.length() == HEX_DIGITS_OF_64 && network.chars().allMatch(HexFormat::isHexDigit);
    }

    /** @param address an IP address as text */
    public static ClientAddress of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address ipv6
                    ? new ClientAddress(HexFormat.of().formatHex(ipv6.getAddress(), 0, PREFIX_BYTES))
                    : new ClientAddress(address);
        } catch (IllegalArgumentException notAnAddress) {
            return new ClientAddress(address);
        }
    }
}
