package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.AuditLog;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Begins, refreshes and ends logins. If an old refresh token is presented again, either it or the newest one was
 * stolen, so the login ends (RFC 9700, 4.14.2). There are two exceptions: a short grace period for tabs that refresh at
 * the same time, and guests whose last response was lost.
 */
@Component
public final class Logins {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    private static final int MAX_IDS_PER_QUERY = 500;

    private final Writer writer;
    private final JdbcClient reads;
    private final RefreshTokens refreshTokens;
    private final AccountChanges accountChanges;
    private final AuthSettings settings;
    private final LoginLimits limits;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Logins(
            Writer writer,
            JdbcClient reads,
            RefreshTokens refreshTokens,
            AccountChanges accountChanges,
            AuthSettings settings,
            LoginLimits limits,
            Clock clock,
            ApplicationEventPublisher events) {
        this.writer = writer;
        this.reads = reads;
        this.refreshTokens = refreshTokens;
        this.accountChanges = accountChanges;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
        this.events = events;
    }

    /** Begins a login for the account that the change finds or creates, in the same transaction. */
    CompletableFuture<Session> begin(Change<Account> change, LoginKind kind) {
        return writer.submit(transaction -> {
                    Account account = change.apply(transaction);
                    Session session = begin(transaction, account, kind);
                    return new Begun(session, endExcessLogins(transaction, account));
                })
                .thenApply(this::announce);
    }

    private LoginsEnded endExcessLogins(Transaction transaction, Account account) {
        List<String> ended = limits.enabled()
                ? LoginTable.endLeastRecentlyUsed(
                        transaction.store(), limits.loginsPerAccount(), account.id(), transaction.now())
                : List.of();
        return new LoginsEnded(account.id(), Set.copyOf(ended));
    }

    private Session begin(Transaction transaction, Account account, LoginKind kind) {
        RefreshToken token = refreshTokens.first(OpaqueId.make());
        Instant now = transaction.now();
        Login login = new Login(
                OpaqueId.make(),
                token.handle(),
                account.id(),
                kind,
                token.hash(),
                null,
                now,
                now.plus(lifetime(kind)),
                null);
        LoginTable.insert(transaction.store(), login);
        return new Session(account, login.id(), token, lifetime(kind));
    }

    /**
     * Continues a login and issues its next refresh token.
     *
     * @return fails with {@code UNAUTHENTICATED} if the login is no longer live
     */
    CompletableFuture<Session> refresh(RefreshToken token) {
        return writer.submit(transaction -> redeem(transaction, token))
                .thenApply(this::toSession)
                .thenApply(live -> live.orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED)));
    }

    /** Continues a guest's login and renames the guest; empty if the token belongs to no live login of a guest. */
    CompletableFuture<Optional<Session>> refreshGuest(RefreshToken token, @Nullable String name) {
        return writer.submit(transaction -> redeemGuest(transaction, token, name))
                .thenApply(this::toSession);
    }

    private RefreshResult redeemGuest(Transaction transaction, RefreshToken token, @Nullable String name) {
        boolean isGuest = LoginTable.findByHandle(transaction.store(), token.handle())
                .filter(login -> login.kind() == LoginKind.GUEST)
                .isPresent();
        RefreshResult result = isGuest ? redeem(transaction, token) : new RefreshResult.Invalid();
        return result instanceof RefreshResult.Renewed(Session session)
                ? new RefreshResult.Renewed(session.withAccount(
                        accountChanges.rename(session.account(), name).apply(transaction)))
                : result;
    }

    /** Returns the outcome and throws no refusal, which would roll back the end of a login whose token was reused. */
    private RefreshResult redeem(Transaction transaction, RefreshToken token) {
        JdbcClient store = transaction.store();
        Instant now = transaction.now();
        Login login = LoginTable.findByHandle(store, token.handle())
                .filter(found -> found.isLive(now))
                .orElse(null);
        Account account =
                login == null ? null : Accounts.find(store, login.account()).orElse(null);
        if (login == null || account == null || account.disabled()) {
            return new RefreshResult.Invalid();
        }
        RefreshToken next = refreshTokens.successorOf(token);
        if (login.isNewest(token.hash())) {
            LoginTable.rotate(store, login, next.hash(), now, now.plus(lifetime(login.kind())));
            return renewed(account, login, next);
        }
        if (login.isPreviousWithin(settings.refreshGrace(), token.hash(), now)) {
            return renewed(account, login, newestToken(login, token).orElse(null));
        }
        if (login.kind() == LoginKind.GUEST && login.isPrevious(token.hash())) {
            // The newest token was never used: otherwise this one would no longer be the previous one.
            RefreshToken replacement = refreshTokens.replacementOf(token, now);
            LoginTable.replace(store, login, replacement.hash(), now, now.plus(lifetime(login.kind())));
            return renewed(account, login, replacement);
        }
        if (!wasIssued(token, login)) {
            return new RefreshResult.Invalid();
        }
        LoginTable.end(store, login.id(), now);
        return new RefreshResult.Reused(login);
    }

    /** Whether somebody has, or had, a token of this login. A token that was made up must not end it. */
    private boolean wasIssued(RefreshToken token, Login login) {
        return login.isNewest(token.hash()) || login.isPrevious(token.hash()) || refreshTokens.isSealed(token);
    }

    /** Derives the newest token from the previous one; empty if the desk's secret has changed since. */
    private Optional<RefreshToken> newestToken(Login login, RefreshToken previous) {
        return Stream.of(refreshTokens.successorOf(previous), refreshTokens.replacementOf(previous, login.rotatedAt()))
                .filter(token -> login.isNewest(token.hash()))
                .findFirst();
    }

    private RefreshResult renewed(Account account, Login login, @Nullable RefreshToken next) {
        return new RefreshResult.Renewed(new Session(account, login.id(), next, lifetime(login.kind())));
    }

    private Optional<Session> toSession(RefreshResult result) {
        if (result instanceof RefreshResult.Reused(Login login)) {
            AuditLog.write("login-ended", "account", login.account(), "cause", "a refresh token was used twice");
            events.publishEvent(new LoginsEnded(login.account(), Set.of(login.id())));
        }
        return result instanceof RefreshResult.Renewed(Session session) ? Optional.of(session) : Optional.empty();
    }

    /**
     * Ends the login that a refresh token belongs to, even if it is not the newest token.
     *
     * @return the id of the account; empty if the token belongs to no login
     */
    CompletableFuture<Optional<String>> end(RefreshToken token) {
        return writer.submit(transaction -> LoginTable.findByHandle(transaction.store(), token.handle())
                        .filter(login -> login.endedAt() == null && wasIssued(token, login))
                        .map(login -> end(transaction, login.account(), login.id())))
                .thenApply(ended -> ended.map(event -> {
                    events.publishEvent(event);
                    return event.accountId();
                }));
    }

    /** Ends one login of an account. */
    public CompletableFuture<Void> end(String accountId, String loginId) {
        return writer.submit(transaction -> end(transaction, accountId, loginId))
                .thenAccept(events::publishEvent);
    }

    private static LoginsEnded end(Transaction transaction, String accountId, String loginId) {
        LoginTable.end(transaction.store(), loginId, transaction.now());
        return new LoginsEnded(accountId, Set.of(loginId));
    }

    /**
     * Applies a change to an account, such as a new password, ends all its logins and begins a new one. The login in
     * which the change was made ends too, because an attacker may have a copy of it.
     */
    CompletableFuture<Session> replaceAll(Change<Account> change) {
        return writer.submit(transaction -> {
                    Account account = change.apply(transaction);
                    List<String> ended = LoginTable.endAll(transaction.store(), account.id(), transaction.now());
                    return new Begun(
                            begin(transaction, account, LoginKind.PASSWORD),
                            new LoginsEnded(account.id(), Set.copyOf(ended)));
                })
                .thenApply(this::announce);
    }

    private Session announce(Begun begun) {
        Set<String> ended = begun.ended().loginIds();
        if (ended == null || !ended.isEmpty()) {
            events.publishEvent(begun.ended());
        }
        return begun.session();
    }

    private record Begun(Session session, LoginsEnded ended) {}

    /**
     * Finds the live ones among the given logins: neither ended nor expired, of enabled accounts.
     *
     * @return the live logins by id
     */
    public Map<String, LiveLogin> live(Collection<String> loginIds) {
        List<String> ids = List.copyOf(loginIds);
        Map<String, LiveLogin> live = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MAX_IDS_PER_QUERY) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + MAX_IDS_PER_QUERY));
            live.putAll(LoginTable.live(reads, batch, clock.instant()));
        }
        return live;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void deleteExpired() {
        int deleted = writer.submit(LoginTable::deleteExpired)
                .exceptionally(busyOrUnavailable -> 0)
                .join();
        log.debug("Deleted {} logins that had ended or expired", deleted);
    }

    private Duration lifetime(LoginKind kind) {
        return kind == LoginKind.GUEST ? settings.guestLogin() : settings.login();
    }
}
