package io.stompdesk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Accepts {@code X-Forwarded-For} (the client's address) and {@code X-Forwarded-Proto} (whether the request came over
 * TLS) from trusted proxies only. Proxies must pass on the {@code Host} header as the browser sent it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TrustedProxyFilter extends OncePerRequestFilter {

    /** {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}; a bare IPv6 address has no port. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9.]+):\\d+");

    private final TrustedProxies proxies;

    TrustedProxyFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(proxies.contains(request.getRemoteAddr()) ? new Forwarded(request) : request, response);
    }

    /** The last address that is not a trusted proxy. The client may have forged any entries before it. */
    private String client(HttpServletRequest request) {
        String nearest = request.getRemoteAddr();
        for (String hop : values(request, "X-Forwarded-For").reversed()) {
            String address = literal(hop);
            if (address == null) {
                return nearest;
            }
            nearest = address;
            if (!proxies.contains(address)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
    }

    private static @Nullable String literal(String hop) {
        var port = WITH_PORT.matcher(hop);
        String address = !port.matches() ? hop : port.group(1) == null ? port.group(2) : port.group(1);
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** The request as the first proxy received it. */
    private final class Forwarded extends HttpServletRequestWrapper {

        private static final int HTTPS = 443;

        private final String client;
        private final boolean tls;

        Forwarded(HttpServletRequest request) {
            super(request);
            this.client = client(request);
            List<String> schemes = values(request, "X-Forwarded-Proto");
            this.tls = schemes.isEmpty() ? request.isSecure() : "https".equalsIgnoreCase(schemes.getLast());
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return tls;
        }

        @Override
        public String getScheme() {
            return tls ? "https" : super.getScheme();
        }

        @Override
        public int getServerPort() {
            return tls && !hostNamesPort() ? HTTPS : super.getServerPort();
        }

        private boolean hostNamesPort() {
            String host = getHeader(HttpHeaders.HOST);
            return host != null && host.lastIndexOf(':') > host.lastIndexOf(']');
        }

        @Override
        public StringBuffer getRequestURL() {
            String origin = Origins.origin(getScheme(), getServerName(), getServerPort());
            return new StringBuffer(origin).append(getRequestURI());
        }
    }
}
