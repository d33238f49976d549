package io.stompdesk.web;

import io.stompdesk.kernel.StartRefused;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** The reverse proxies in front of the desk. */
@Component
final class TrustedProxies {

    private final List<IpAddressMatcher> trusted;

    TrustedProxies(DeskSettings settings) {
        this.trusted = settings.trustedProxies().stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(TrustedProxies::matcher)
                .toList();
    }

    private static IpAddressMatcher matcher(String address) {
        try {
            return new IpAddressMatcher(address);
        } catch (IllegalArgumentException noAddress) {
            throw new StartRefused(
                    "STOMPDESK_TRUSTED_PROXIES takes addresses and networks such as 10.0.0.0/8, not " + address + ".",
                    noAddress);
        }
    }

    boolean contains(String address) {
        return trusted.stream().anyMatch(proxy -> proxy.matches(address));
    }
}
