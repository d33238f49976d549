package io.stompdesk.web;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.RateLimiter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the rate of REST calls for each account, and for each address if the caller is not logged in. Runs right after
 * the authentication filter.
 */
public final class RequestRateFilter extends OncePerRequestFilter {

    private final boolean enabled;
    private final RateLimiter accounts;
    private final RateLimiter addresses;
    private final Problems problems;
    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    public RequestRateFilter(RequestLimits limits, Problems problems) {
        this.enabled = limits.enabled();
        this.accounts = new RateLimiter(limits.callsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.addresses = new RateLimiter(limits.callsPerAddress(), limits.ipv6(), TimeMeter.SYSTEM_NANOTIME);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && trust.isAuthenticated(caller)) {
            accounts.take(caller.getName());
        } else {
            addresses.take(ClientAddress.of(request));
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !enabled || !ApiPath.isOfCalls(request);
    }
}
