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

/** One's own account, and those that an admin makes for others. */
@RestController
final class AccountController {

    private final Credentials credentials;
    private final AccountChanges accountChanges;
    private final AccountAdmin admin;
    private final Logins logins;
    private final LoginRateLimiter limits;
    private final SessionResponses replySender;
    private final Writer writer;

    AccountController(
            Credentials credentials,
            AccountChanges accountChanges,
            AccountAdmin admin,
            Logins logins,
            LoginRateLimiter limits,
            SessionResponses replySender,
            Writer writer) {
        this.credentials = credentials;
        this.accountChanges = accountChanges;
        this.admin = admin;
        this.logins = logins;
        this.limits = limits;
        this.replySender = replySender;
        this.writer = writer;
    }

    @GetMapping("/api/accounts/me")
    Map<String, AccountView> me(@AuthenticationPrincipal Account account) {
        return Map.of("account", AccountView.of(account));
    }

    @PostMapping("/api/accounts")
    CompletableFuture<ResponseEntity<AccountView>> make(
            @AuthenticationPrincipal Account admin, @RequestBody NewAccount wish) {
        return writer.submit(accountChanges.byAdmin(admin, wish))
                .thenApply(made -> ResponseEntity.status(HttpStatus.CREATED).body(AccountView.of(made)));
    }

    @PatchMapping("/api/accounts/{id}")
    CompletableFuture<AccountView> change(
            @AuthenticationPrincipal Account by, @PathVariable String id, @RequestBody AccountPatch wish) {
        return admin.change(by, id, wish).thenApply(AccountView::of);
    }

    /** Logs the account in anew here and out everywhere else. */
    @PutMapping("/api/account/password")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> changePassword(
            Authentication caller, @RequestBody SessionRequests.ChangePassword wish, HttpServletRequest request) {
        Identity me = BearerAuthentication.identityOf(caller).orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED));
        Change<Account> change = limits.password(
                me.account().username(),
                wish.currentPassword(),
                ClientAddress.of(request),
                () -> credentials.change(me.account(), wish.currentPassword(), wish.newPassword()));
        boolean secure = request.isSecure();
        return logins.replaceAll(change).thenApply(session -> replySender.of(session, secure));
    }
}
