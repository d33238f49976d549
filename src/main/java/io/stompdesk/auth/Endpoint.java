package io.stompdesk.auth;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The HTTP endpoints of the desk and who may call each of them. Access to a particular ticket or account is checked
 * where it is looked up. A call under {@code /api} that is not listed here is denied, even if a controller is mapped to
 * it.
 *
 * <p>{@code *} stands for one path segment. A GET endpoint also accepts HEAD.
 */
enum Endpoint implements RequestMatcher {
    CONFIG(GET, "/api/config", Callers.EVERYBODY),

    LOG_IN(POST, "/api/session", Callers.EVERYBODY),
    LOG_IN_AS_GUEST(POST, "/api/session/guest", Callers.EVERYBODY),
    REGISTER(POST, "/api/session/register", Callers.EVERYBODY),
    REFRESH(POST, "/api/session/refresh", Callers.EVERYBODY),
    LOG_OUT(DELETE, "/api/session", Callers.EVERYBODY),

    OWN_ACCOUNT(GET, "/api/accounts/me", Callers.LOGGED_IN),
    OWN_PASSWORD(PUT, "/api/account/password", Callers.LOGGED_IN),
    CREATE_ACCOUNT(POST, "/api/accounts", Callers.ADMINS),
    CHANGE_ACCOUNT(PATCH, "/api/accounts/*", Callers.ADMINS),

    LIST_TICKETS(GET, "/api/tickets", Callers.LOGGED_IN),
    OPEN_TICKET(POST, "/api/tickets", Callers.LOGGED_IN),
    READ_TICKET(GET, "/api/tickets/*", Callers.LOGGED_IN),
    READ_EVENTS(GET, "/api/tickets/*/events", Callers.LOGGED_IN),

    HEALTH(GET, "/actuator/health", Callers.EVERYBODY),
    LIVENESS(GET, "/actuator/health/liveness", Callers.EVERYBODY),
    READINESS(GET, "/actuator/health/readiness", Callers.EVERYBODY);

    private static final class Callers {
        static final AuthorizationManager<RequestAuthorizationContext> EVERYBODY =
                SingleResultAuthorizationManager.permitAll();
        static final AuthorizationManager<RequestAuthorizationContext> LOGGED_IN =
                AuthenticatedAuthorizationManager.authenticated();
        static final AuthorizationManager<RequestAuthorizationContext> ADMINS =
                AuthorityAuthorizationManager.hasRole("ADMIN");
    }

    private final HttpMethod method;
    private final PathPatternRequestMatcher path;
    private final AuthorizationManager<RequestAuthorizationContext> mayCall;

    Endpoint(HttpMethod method, String path, AuthorizationManager<RequestAuthorizationContext> mayCall) {
        this.method = method;
        this.path = PathPatternRequestMatcher.withDefaults().matcher(path);
        this.mayCall = mayCall;
    }

    AuthorizationManager<RequestAuthorizationContext> mayCall() {
        return mayCall;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String requested = request.getMethod().equals(HttpMethod.HEAD.name()) ? GET.name() : request.getMethod();
        return method.name().equals(requested) && path.matches(request);
    }

    /** Whether the request matches an endpoint, no matter who may call it. */
    static boolean exists(HttpServletRequest request) {
        return Arrays.stream(values()).anyMatch(endpoint -> endpoint.matches(request));
    }

    /** The methods that the endpoints at this path accept. */
    static List<HttpMethod> methodsAt(HttpServletRequest request) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.matches(request))
                .map(endpoint -> endpoint.method)
                .toList();
    }
}
