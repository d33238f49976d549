package io.stompdesk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logs which origin was refused and how to allow it. Behind a proxy, the desk's own pages have an origin that the desk
 * does not know until it is told.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RefusedOriginFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RefusedOriginFilter.class);

    /** Only an origin of this form is written into the log. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]{1,260}");

    private final Origins origins;

    RefusedOriginFilter(Origins origins) {
        this.origins = origins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && response.getStatus() == HttpServletResponse.SC_FORBIDDEN && isForeign(origin, request)) {
            log.warn(
                    "Refused a page of the origin {}. If it is one of this desk's, set STOMPDESK_PUBLIC_URL or"
                            + " STOMPDESK_ORIGINS to it.",
                    ORIGIN.matcher(origin).matches() ? origin : "(not a web address)");
        }
    }

    private boolean isForeign(String origin, HttpServletRequest request) {
        return !origins.allow(
                origin, Origins.origin(request.getScheme(), request.getServerName(), request.getServerPort()));
    }
}
