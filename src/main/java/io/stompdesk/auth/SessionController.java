package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.Credentials;
import io.stompdesk.kernel.AuditLog;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.Change;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Login, guest login, registration, refresh and logout. */
@RestController
@RequestMapping("/api/session")
final class SessionController {

    private final Credentials credentials;
    private final AccountChanges accountChanges;
    private final Logins logins;
    private final SessionResponses responses;
    private final LoginRateLimiter rateLimiter;
    private final KnownClients knownClients;
    private final AuthSettings settings;
    private final LoginAudit audit;

    SessionController(
            Credentials credentials,
            AccountChanges accountChanges,
            Logins logins,
            SessionResponses responses,
            LoginRateLimiter rateLimiter,
            KnownClients knownClients,
            AuthSettings settings,
            LoginAudit audit) {
        this.credentials = credentials;
        this.accountChanges = accountChanges;
        this.logins = logins;
        this.responses = responses;
        this.rateLimiter = rateLimiter;
        this.knownClients = knownClients;
        this.settings = settings;
        this.audit = audit;
    }

    @PostMapping
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> logIn(
            @RequestBody SessionRequests.LogIn body, HttpServletRequest request) {
        LoginClient client = knownClients.identify(request, body.username());
        CompletableFuture<Session> session = audit.withPassword(
                "login",
                body.username(),
                client.address(),
                () -> rateLimiter.checkPassword(client, body.password(), () -> {
                    Change<Account> authentication =
                            credentials.check(body.username(), body.password(), rateLimiter.hashingClient(client));
                    return logins.begin(authentication, LoginKind.PASSWORD);
                }));
        return answer(session, client, request);
    }

    @PostMapping("/guest")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> guest(
            @RequestBody SessionRequests.Guest body, HttpServletRequest request) {
        Change<Account> newAccount = accountChanges.guest(body.name(), body.email());
        ClientAddress address = ClientAddress.of(request);
        CompletableFuture<Optional<Session>> existing = RefreshCookie.read(request)
                .map(token -> logins.refreshGuest(token, body.name()))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
        CompletableFuture<Session> guest = existing.thenCompose(
                known -> known.map(CompletableFuture::completedFuture).orElseGet(() -> newGuest(newAccount, address)));
        return answer(guest, request);
    }

    private CompletableFuture<Session> newGuest(Change<Account> newAccount, ClientAddress address) {
        rateLimiter.newGuest(address);
        return audit.begun("guest", address, logins.begin(newAccount, LoginKind.GUEST));
    }

    @PostMapping("/register")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> register(
            @RequestBody SessionRequests.Register body, HttpServletRequest request) {
        if (!settings.registration()) {
            throw new Refusal(ErrorCode.REGISTRATION_CLOSED);
        }
        LoginClient client = knownClients.identify(request, body.username());
        rateLimiter.newRegistration(client.address());
        Change<Account> newAccount = accountChanges.customer(
                body.username(), body.password(), body.name(), body.email(), rateLimiter.hashingClient(client));
        return answer(
                audit.begun("register", client.address(), logins.begin(newAccount, LoginKind.PASSWORD)),
                client,
                request);
    }

    /**
     * Answers 204 without a cookie, because a first-time visitor has none. A cookie without a live login is refused.
     */
    @PostMapping("/refresh")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> refresh(HttpServletRequest request) {
        return RefreshCookie.read(request)
                .map(token -> answer(logins.refresh(token), request))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        ResponseEntity.noContent().build()));
    }

    /** Ends the login of the access token, that of the cookie, or both. */
    @DeleteMapping
    CompletableFuture<ResponseEntity<Void>> logOut(@Nullable Authentication caller, HttpServletRequest request) {
        Optional<RefreshToken> cookie = RefreshCookie.read(request);
        Optional<Authenticator.Identity> bearer = BearerAuthentication.identityOf(caller);
        if (cookie.isEmpty() && bearer.isEmpty()) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        String cleared = RefreshCookie.of(request).cleared().toString();
        String from = ClientAddress.of(request).network();
        CompletableFuture<Optional<String>> byCookie =
                cookie.map(logins::end).orElse(CompletableFuture.completedFuture(Optional.empty()));
        CompletableFuture<Void> byBearer = bearer.map(Authenticator.Identity::token)
                .map(token -> logins.end(token.accountId(), token.loginId()))
                .orElse(CompletableFuture.completedFuture(null));
        return byCookie.thenCombine(byBearer, (account, _) -> {
            bearer.map(identity -> identity.account().id())
                    .or(() -> account)
                    .ifPresent(id -> AuditLog.write("logout", "account", id, "from", from));
            return ResponseEntity.noContent()
                    .header(HttpHeaders.SET_COOKIE, cleared)
                    .build();
        });
    }

    private CompletableFuture<ResponseEntity<SessionResponses.Answer>> answer(
            CompletableFuture<Session> session, HttpServletRequest request) {
        RefreshCookie form = RefreshCookie.of(request);
        return session.thenApply(started -> responses.of(started, form));
    }

    /** Answers a login with a password, and remembers where it came from. */
    private CompletableFuture<ResponseEntity<SessionResponses.Answer>> answer(
            CompletableFuture<Session> session, LoginClient client, HttpServletRequest request) {
        RefreshCookie form = RefreshCookie.of(request);
        DeskCookie known = KnownClients.cookie(request);
        return session.thenApply(started -> responses.of(started, form, knownClients.remember(client, known)));
    }
}
