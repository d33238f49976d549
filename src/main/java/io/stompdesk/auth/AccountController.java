package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.AccountPatch;
import io.stompdesk.account.Credentials;
import io.stompdesk.account.NewAccount;
import io.stompdesk.auth.Authenticator.Identity;
import io.stompdesk.kernel.AuditLog;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
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
    private final KnownClients knownClients;
    private final SessionResponses responses;
    private final Writer writer;
    private final LoginAudit audit;

    AccountController(
            Credentials credentials,
            AccountChanges accountChanges,
            AccountAdmin admin,
            Logins logins,
            LoginRateLimiter rateLimiter,
            KnownClients knownClients,
            SessionResponses responses,
            Writer writer,
            LoginAudit audit) {
        this.credentials = credentials;
        this.accountChanges = accountChanges;
        this.admin = admin;
        this.logins = logins;
        this.rateLimiter = rateLimiter;
        this.knownClients = knownClients;
        this.responses = responses;
        this.writer = writer;
        this.audit = audit;
    }

    @GetMapping("/api/accounts/me")
    Map<String, AccountView> me(@AuthenticationPrincipal Account account) {
        return Map.of("account", AccountView.of(account));
    }

    @PostMapping("/api/accounts")
    CompletableFuture<ResponseEntity<AccountView>> create(
            @AuthenticationPrincipal Account admin, @RequestBody NewAccount body, HttpServletRequest request) {
        String from = ClientAddress.of(request).network();
        return writer.submit(accountChanges.byAdmin(admin, body)).thenApply(created -> {
            AuditLog.write(
                    "account-created", "account", created.id(), "role", created.role(), "by", admin.id(), "from", from);
            return ResponseEntity.status(HttpStatus.CREATED).body(AccountView.of(created));
        });
    }

    @PatchMapping("/api/accounts/{id}")
    CompletableFuture<AccountView> change(
            @AuthenticationPrincipal Account by,
            @PathVariable String id,
            @RequestBody AccountPatch patch,
            HttpServletRequest request) {
        return admin.change(by, ClientAddress.of(request), id, patch).thenApply(AccountView::of);
    }

    /** Ends all logins of the account and begins a new one for the caller. */
    @PutMapping("/api/account/password")
    CompletableFuture<ResponseEntity<SessionResponses.Answer>> changePassword(
            Authentication caller, @RequestBody SessionRequests.ChangePassword body, HttpServletRequest request) {
        Identity me = BearerAuthentication.identityOf(caller).orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED));
        String username = me.account().username();
        LoginClient client = knownClients.identify(request, username);
        RefreshCookie form = RefreshCookie.of(request);
        DeskCookie known = KnownClients.cookie(request);
        return audit.withPassword(
                        "password-change",
                        username,
                        client.address(),
                        () -> rateLimiter.checkPassword(
                                client,
                                body.currentPassword(),
                                () -> logins.replaceAll(
                                        credentials.change(me.account(), body.currentPassword(), body.newPassword()))))
                .thenApply(session -> responses.of(session, form, knownClients.remember(client, known)));
    }
}
