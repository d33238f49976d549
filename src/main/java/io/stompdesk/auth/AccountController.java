package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.AccountPatch;
import io.stompdesk.account.Credentials;
import io.stompdesk.account.NewAccount;
import io.stompdesk.auth.Authenticator.Identity;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Writer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account, and the accounts that admins create and change. */
@RestController
final class AccountController {

    private final Credentials credentials;
    private final AccountChanges accountChanges;
    private final AccountAdmin admin;
    private final Logins logins;
    private final LoginRateLimiter rateLimiter;
    private final SessionResponses responses;
    private final Writer writer;

    AccountController(
            Credentials credentials,
            AccountChanges accountChanges,
            AccountAdmin admin,
            Logins logins,
            LoginRateLimiter rateLimiter,
            SessionResponses responses,
            Writer writer) {
        this.credentials = credentials;
        this.accountChanges = accountChanges;
        this.admin = admin;
        this.logins = logins;
        this.rateLimiter = rateLimiter;
        this.responses = responses;
        this.writer = writer;
    }

    @GetMapping("/api/accounts/me")
    Map<String, AccountView> me(@AuthenticationPrincipal Account account) {
        return Map.of("account", AccountView.of(account));
    }

    @PostMapping("/api/accounts")
    CompletableFuture<ResponseEntity<AccountView>> create(
            @AuthenticationPrincipal Account admin, @RequestBody NewAccount request) {
        return writer.submit(accountChanges.byAdmin(admin, request))
                .thenApply(created -> ResponseEntity.status(HttpStatus.CREATED).body(AccountView.of(created)));
    }

    @PatchMapping("/api/accounts/{id}")
    CompletableFuture<AccountView> change(
            @AuthenticationPrincipal Account by, @PathVariable String id, @RequestBody AccountPatch patch) {
        return admin.change(by, id, patch).thenApply(AccountView::of);
    }

    /** Ends all logins of the account and begins a new one for the caller. */
    @PutMapping("/api/account/password")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> changePassword(
            Authentication caller, @RequestBody SessionRequests.ChangePassword body, HttpServletRequest request) {
        Identity me = BearerAuthentication.identityOf(caller).orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED));
        Change<Account> change = rateLimiter.checkPassword(
                me.account().username(),
                body.currentPassword(),
                ClientAddress.of(request),
                () -> credentials.change(me.account(), body.currentPassword(), body.newPassword()));
        boolean secure = request.isSecure();
        return logins.replaceAll(change).thenApply(session -> responses.of(session, secure));
    }
}
