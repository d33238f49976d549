package io.stompdesk.auth;

import io.stompdesk.account.Credentials;
import io.stompdesk.kernel.AuditLog;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Writes who has logged in, and who has tried to, into the audit log. */
@Component
final class LoginAudit {

    private static final Logger log = LoggerFactory.getLogger(LoginAudit.class);

    private final Credentials credentials;

    LoginAudit(Credentials credentials) {
        this.credentials = credentials;
    }

    /** @param act such as {@code login} */
    CompletableFuture<Session> begun(String act, ClientAddress from, CompletableFuture<Session> login) {
        return login.whenComplete((session, failure) -> {
            if (failure == null) {
                AuditLog.write(
                        act,
                        "account",
                        session.account().id(),
                        "role",
                        session.account().role(),
                        "from",
                        from.network());
            }
        });
    }

    /**
     * The same where a password is checked. A wrong one is written too, with the account's id. The user name is not: it
     * may be a password that was typed into the wrong field.
     */
    CompletableFuture<Session> withPassword(
            String act, @Nullable String username, ClientAddress from, Supplier<CompletableFuture<Session>> login) {
        CompletableFuture<Session> begun;
        try {
            begun = login.get();
        } catch (Refusal refused) {
            failed(act, username, from, refused);
            throw refused;
        }
        var _ = begun.whenComplete((_, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof Refusal refused) {
                failed(act, username, from, refused);
            }
        });
        return begun(act, from, begun);
    }

    private void failed(String act, @Nullable String username, ClientAddress from, Refusal refused) {
        if (refused.code() == ErrorCode.BAD_CREDENTIALS) {
            AuditLog.write(act + "-failed", "account", accountOf(username), "from", from.network());
        } else if (refused.code() == ErrorCode.RATE_LIMITED) {
            log.warn("Attempts to log in from {} are limited", from.network());
        }
    }

    private String accountOf(@Nullable String username) {
        try {
            return credentials.accountOf(username).orElse("unknown");
        } catch (DataAccessException unreadable) {
            return "unknown";
        }
    }
}
