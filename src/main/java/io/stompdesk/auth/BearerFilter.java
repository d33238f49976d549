package io.stompdesk.auth;

import io.stompdesk.kernel.Refusal;
import io.stompdesk.web.ApiPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates requests by {@code Authorization: Bearer …}. With an invalid token the caller stays anonymous. */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Authenticator authenticator;

    BearerFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String jwt = token(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (jwt != null) {
            authenticate(jwt);
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

    private static @Nullable String token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPath.isOf(request);
    }
}
