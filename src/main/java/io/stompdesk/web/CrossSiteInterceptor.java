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
 * Keeps pages of other sites from using the cookie. SameSite=Strict does that already, but not for other ports and
 * subdomains of the same site, and old browsers do not know it.
 */
@Component
final class CrossSiteInterceptor implements HandlerInterceptor {

    /** What a browser says of a request of our own page, and of one that the person made by hand. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final Origins origins;

    CrossSiteInterceptor(Origins origins) {
        this.origins = origins;
    }

    /** @throws Refusal {@code FORBIDDEN} */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!mayAsk(request)) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
        return true;
    }

    /** Neither header means that it is no browser (or a very old one), and then no other site's page is behind it. */
    private boolean mayAsk(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && OURS.contains(site)) {
            return true;
        }
        String own = Origins.origin(request.getScheme(), request.getServerName(), request.getServerPort());
        return origin == null ? site == null : origins.allow(origin, own);
    }
}
