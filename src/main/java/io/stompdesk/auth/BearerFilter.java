package io.stompdesk.auth;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.web.ApiPath;
import io.stompdesk.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates requests by {@code Authorization: Bearer …}. With an invalid token the caller stays anonymous. */
final class BearerFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(BearerFilter.class);

    private final Authenticator authenticator;
    private final Problems problems;

    BearerFilter(Authenticator authenticator, Problems problems) {
        this.authenticator = authenticator;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String jwt = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        try {
            if (jwt != null) {
                authenticate(jwt);
            }
        } catch (DataAccessException storeFailed) {
            log.warn("Cannot authenticate a request because the store failed: {}", storeFailed.getMessage());
            problems.write(response, new Refusal(ErrorCode.STORE_UNAVAILABLE));
            return;
        }
        chain.doFilter(request, response);
    }

    private void authenticate(String jwt) {
        try {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new BearerAuthentication(authenticator.authenticate(jwt)));
            SecurityContextHolder.setContext(context);
        } catch (Refusal invalidToken) {
            SecurityContextHolder.clearContext();
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPath.isOfCalls(request);
    }
}
