package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.Credentials;
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

/** Logging in, staying logged in, logging out. */
@RestController
@RequestMapping("/api/session")
final class SessionController {

    private final Credentials credentials;
    private final AccountChanges accountChanges;
    private final Logins logins;
    private final SessionResponses replySender;
    private final LoginRateLimiter limits;
    private final AuthSettings settings;

    SessionController(
            Credentials credentials,
            AccountChanges accountChanges,
            Logins logins,
            SessionResponses replySender,
            LoginRateLimiter limits,
            AuthSettings settings) {
        this.credentials = credentials;
        this.accountChanges = accountChanges;
        this.logins = logins;
        this.replySender = replySender;
        this.limits = limits;
        this.settings = settings;
    }

    @PostMapping
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> logIn(
            @RequestBody SessionRequests.LogIn wish, HttpServletRequest request) {
        Change<Account> who = limits.password(
                wish.username(),
                wish.password(),
                ClientAddress.of(request),
                () -> credentials.check(wish.username(), wish.password()));
        return answer(logins.begin(who, LoginKind.PASSWORD), request);
    }

    @PostMapping("/guest")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> guest(
            @RequestBody SessionRequests.Guest wish, HttpServletRequest request) {
        Change<Account> newcomer = accountChanges.guest(wish.name(), wish.email());
        ClientAddress address = ClientAddress.of(request);
        CompletableFuture<Optional<Session>> known = RefreshCookie.read(request)
                .map(token -> logins.refreshGuest(token, wish.name()))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
        return answer(
                known.thenCompose(guest ->
                        guest.map(CompletableFuture::completedFuture).orElseGet(() -> newGuest(newcomer, address))),
                request);
    }

    private CompletableFuture<Session> newGuest(Change<Account> newcomer, ClientAddress address) {
        limits.guest(address);
        return logins.begin(newcomer, LoginKind.GUEST);
    }

    @PostMapping("/register")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> register(
            @RequestBody SessionRequests.Register wish, HttpServletRequest request) {
        if (!settings.registration()) {
            throw new Refusal(ErrorCode.REGISTRATION_CLOSED);
        }
        limits.registration(ClientAddress.of(request));
        Change<Account> newcomer = accountChanges.customer(wish.username(), wish.password(), wish.name(), wish.email());
        return answer(logins.begin(newcomer, LoginKind.PASSWORD), request);
    }

    /** Who has no cookie is a visitor, and did nothing wrong; a cookie that does not stand is refused. */
    @PostMapping("/refresh")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> refresh(HttpServletRequest request) {
        return RefreshCookie.read(request)
                .map(token -> answer(logins.refresh(token), request))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        ResponseEntity.noContent().build()));
    }

    /** By the access token, the cookie, or both: whichever stands for a login ends it. */
    @DeleteMapping
    CompletableFuture<ResponseEntity<Void>> logOut(@Nullable Authentication caller, HttpServletRequest request) {
        Optional<RefreshToken> cookie = RefreshCookie.read(request);
        Optional<Authenticator.Identity> bearer = BearerAuthentication.identityOf(caller);
        if (cookie.isEmpty() && bearer.isEmpty()) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        String cleared = RefreshCookie.cleared(request.isSecure()).toString();
        CompletableFuture<Void> byCookie = cookie.map(logins::end).orElse(CompletableFuture.completedFuture(null));
        CompletableFuture<Void> byBearer = bearer.map(Authenticator.Identity::token)
                .map(token -> logins.end(token.accountId(), token.loginId()))
                .orElse(CompletableFuture.completedFuture(null));
        return CompletableFuture.allOf(byCookie, byBearer)
                .thenApply(_ -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cleared)
                        .build());
    }

    private CompletableFuture<ResponseEntity<SessionResponses.Answer>> answer(
            CompletableFuture<Session> session, HttpServletRequest request) {
        boolean secure = request.isSecure();
        return session.thenApply(begun -> replySender.of(begun, secure));
    }
}
