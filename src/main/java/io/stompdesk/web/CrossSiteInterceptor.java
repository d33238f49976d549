package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Keeps pages of other sites from using the refresh cookie. SameSite=Strict already does so, but it does not cover
 * other ports and subdomains of the same site, and old browsers ignore it.
 */
@Component
final class CrossSiteInterceptor implements HandlerInterceptor {

    /**
     * The {@code Sec-Fetch-Site} values of requests from our own pages and of requests that the user started directly.
     */
    private static final Set<String> ALLOWED_SITES = Set.of("same-origin", "none");

    private final Origins origins;

    CrossSiteInterceptor(Origins origins) {
        this.origins = origins;
    }

    /** @throws Refusal {@code FORBIDDEN} */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!isAllowed(request)) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
        return true;
    }

    /**
     * A request with neither header is allowed: it comes from a program or a very old browser, not from a page of
     * another site.
     */
    private boolean isAllowed(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && ALLOWED_SITES.contains(site)) {
            return true;
        }
        String own = Origins.origin(request.getScheme(), request.getServerName(), request.getServerPort());
        return origin == null ? site == null : origins.allow(origin, own);
    }
}
