package io.stompdesk.auth;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits REST calls: of each account, and of each address where nobody is logged in. Comes right
 * behind {@link BearerFilter}.
 */
final class CallFilter extends OncePerRequestFilter {

    private final boolean enabled;
    private final Throttle accounts;
    private final Throttle addresses;
    private final Problems problems;

    CallFilter(CallLimits limits, Problems problems) {
        this.enabled = limits.enabled();
        this.accounts = new Throttle(limits.callsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.addresses = new Throttle(limits.callsPerAddress(), TimeMeter.SYSTEM_NANOTIME);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            take(request);
        } catch (Refusal limited) {
            problems.write(response, limited);
            return;
        }
        chain.doFilter(request, response);
    }

    private void take(HttpServletRequest request) {
        BearerAuthentication.identityOf(SecurityContextHolder.getContext().getAuthentication())
                .ifPresentOrElse(
                        caller -> accounts.take(caller.account().id()),
                        () -> addresses.take(ClientAddress.of(request).network()));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !enabled || !ApiPath.isOf(request);
    }
}
