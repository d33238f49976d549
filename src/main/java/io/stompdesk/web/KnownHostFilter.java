package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only under the names that the operator has given to the desk. A page of another site can make its own name
 * lead to the desk's address (DNS rebinding); its requests are of one origin with the desk then, but carry that name.
 * An address or {@code localhost} cannot be such a name.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class KnownHostFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(KnownHostFilter.class);
    private static final long WARNING_INTERVAL = Duration.ofHours(1).toNanos();

    /** What a name may consist of, so that nothing else comes into the log. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,253}");

    private final Set<String> names;
    private final Problems problems;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    KnownHostFilter(DeskSettings settings, Origins origins, Problems problems) {
        this.names = settings.publicUrl().isBlank()
                ? Set.of()
                : origins.allowed().stream()
                        .map(origin -> URI.create(origin).getHost())
                        .collect(Collectors.toSet());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String name = request.getServerName().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (names.contains(name) || isSafe(name)) {
            chain.doFilter(request, response);
        } else if (names.isEmpty()) {
            warn(name);
            chain.doFilter(request, response);
        } else {
            problems.write(response, new Refusal(ErrorCode.UNKNOWN_HOST));
        }
    }

    /** Probes say no more than whether the desk is up, and come under any name. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/actuator/health");
    }

    private static boolean isSafe(String name) {
        return name.equals("localhost") || name.endsWith(".localhost") || isAddress(name);
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name.replaceAll("^\\[|]$", ""));
            return true;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private void warn(String name) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_INTERVAL)) {
            log.warn(
                    "The desk was asked for as {}, and answers under any name. Set STOMPDESK_PUBLIC_URL, so that it"
                            + " answers only under its own.",
                    NAME.matcher(name).matches() ? name : "a name that is none");
        }
    }
}
