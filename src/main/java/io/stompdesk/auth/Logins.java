package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.Accounts;
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
 * Logins begin, go on with each use of their refresh token, and end. An old refresh token that comes back was stolen,
 * or the newest was: the login ends (RFC 9700, 4.14.2), except within a short grace for tabs that race, and except for
 * guests whose answer got lost.
 */
@Component
public final class Logins {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    private static final int IDS_PER_QUERY = 500;

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

    /** Logs in whoever the change finds or makes, in the same transaction. */
    CompletableFuture<Session> begin(Change<Account> who, LoginKind kind) {
        return writer.submit(transaction -> {
                    Account account = who.apply(transaction);
                    Session session = begin(transaction, account, kind);
                    return new Replaced(session, tooMany(transaction, account));
                })
                .thenApply(this::announced);
    }

    private LoginsEnded tooMany(Transaction transaction, Account account) {
        List<String> ended = limits.enabled()
                ? LoginTable.endAllBut(transaction.store(), limits.loginsPerAccount(), account.id(), transaction.now())
                : List.of();
        return new LoginsEnded(account.id(), Set.copyOf(ended));
    }

    private Session begin(Transaction transaction, Account account, LoginKind kind) {
        RefreshToken token = refreshTokens.first(OpaqueId.make());
        Instant now = transaction.now();
        LoginTable.insert(
                transaction.store(),
                new Login(
                        token.loginId(), account.id(), kind, token.hash(), null, now, now.plus(lifetime(kind)), null));
        return new Session(account, token.loginId(), token, lifetime(kind));
    }

    /**
     * Goes on with a login.
     *
     * @throws Refusal {@code UNAUTHENTICATED} if there is no such login any more, through the future
     */
    CompletableFuture<Session> refresh(RefreshToken token) {
        return writer.submit(transaction -> present(transaction, token))
                .thenApply(this::liveSession)
                .thenApply(live -> live.orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED)));
    }

    /** The guest whose cookie this is, under the name that they give now; empty if it is no guest's, or over. */
    CompletableFuture<Optional<Session>> refreshGuest(RefreshToken token, @Nullable String name) {
        return writer.submit(transaction -> presentGuest(transaction, token, name))
                .thenApply(this::liveSession);
    }

    private RefreshResult presentGuest(Transaction transaction, RefreshToken token, @Nullable String name) {
        boolean guests = LoginTable.find(transaction.store(), token.loginId())
                .filter(login -> login.kind() == LoginKind.GUEST)
                .isPresent();
        RefreshResult presented = guests ? present(transaction, token) : new RefreshResult.Dead();
        return presented instanceof RefreshResult.Live(Session session)
                ? new RefreshResult.Live(session.as(
                        accountChanges.rename(session.account(), name).apply(transaction)))
                : presented;
    }

    /** A refusal would undo the end of a stolen login, so the transaction says what it found and commits. */
    private RefreshResult present(Transaction transaction, RefreshToken token) {
        JdbcClient store = transaction.store();
        Instant now = transaction.now();
        Login login = LoginTable.find(store, token.loginId())
                .filter(found -> found.isLive(now))
                .orElse(null);
        Account account =
                login == null ? null : Accounts.find(store, login.account()).orElse(null);
        if (login == null || account == null || account.disabled()) {
            return new RefreshResult.Dead();
        }
        RefreshToken next = refreshTokens.after(token);
        if (login.isNewest(token.hash())) {
            LoginTable.rotate(store, login, next.hash(), now, now.plus(lifetime(login.kind())));
            return live(account, login, next);
        }
        if (login.isPreviousWithin(settings.refreshGrace(), token.hash(), now)) {
            return live(account, login, given(login, token).orElse(null));
        }
        if (login.kind() == LoginKind.GUEST && login.isPrevious(token.hash())) {
            // Nobody has presented the newest: it would be the previous one then.
            RefreshToken instead = refreshTokens.instead(token, now);
            LoginTable.replace(store, login, instead.hash(), now, now.plus(lifetime(login.kind())));
            return live(account, login, instead);
        }
        LoginTable.end(store, login.id(), now);
        return new RefreshResult.Stolen(login);
    }

    /** The newest token, by the one before it; none if our secret is another now. */
    private Optional<RefreshToken> given(Login login, RefreshToken previous) {
        return Stream.of(refreshTokens.after(previous), refreshTokens.instead(previous, login.rotatedAt()))
                .filter(token -> login.isNewest(token.hash()))
                .findFirst();
    }

    private RefreshResult live(Account account, Login login, @Nullable RefreshToken next) {
        return new RefreshResult.Live(new Session(account, login.id(), next, lifetime(login.kind())));
    }

    private Optional<Session> liveSession(RefreshResult presented) {
        if (presented instanceof RefreshResult.Stolen(Login login)) {
            events.publishEvent(new LoginsEnded(login.account(), Set.of(login.id())));
        }
        return presented instanceof RefreshResult.Live(Session session) ? Optional.of(session) : Optional.empty();
    }

    /** Ends the login that a cookie belongs to. A cookie that is not the newest ends it as well. */
    CompletableFuture<Void> end(RefreshToken token) {
        return writer.submit(transaction -> LoginTable.find(transaction.store(), token.loginId())
                        .map(login -> end(transaction, login.account(), login.id())))
                .thenAccept(ended -> ended.ifPresent(events::publishEvent));
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
     * Applies a change to an account, such as another password, ends all its logins, also the one that the change was
     * made in, and begins another: whoever had got hold of that one is out too.
     */
    CompletableFuture<Session> replaceAll(Change<Account> change) {
        return writer.submit(transaction -> {
                    Account account = change.apply(transaction);
                    List<String> ended = LoginTable.endAll(transaction.store(), account.id(), transaction.now());
                    return new Replaced(
                            begin(transaction, account, LoginKind.PASSWORD),
                            new LoginsEnded(account.id(), Set.copyOf(ended)));
                })
                .thenApply(this::announced);
    }

    private Session announced(Replaced replaced) {
        Set<String> ended = replaced.ended().loginIds();
        if (ended == null || !ended.isEmpty()) {
            events.publishEvent(replaced.ended());
        }
        return replaced.session();
    }

    private record Replaced(Session session, LoginsEnded ended) {}

    /** Takes every right from an account and ends its logins. */
    public CompletableFuture<Void> disable(String accountId) {
        Change<Account> disabled = accountChanges.disable(accountId);
        return writer.submit(transaction -> {
                    disabled.apply(transaction);
                    LoginTable.endAll(transaction.store(), accountId, transaction.now());
                    return new LoginsEnded(accountId, null);
                })
                .thenAccept(events::publishEvent);
    }

    /**
     * Which of these logins still stand, neither ended nor expired, of accounts that are not disabled; and as what.
     *
     * @return by the ids of the logins
     */
    public Map<String, LiveLogin> live(Collection<String> loginIds) {
        List<String> ids = List.copyOf(loginIds);
        Map<String, LiveLogin> live = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY));
            live.putAll(LoginTable.live(reads, some, clock.instant()));
        }
        return live;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void forgetOver() {
        int forgotten = writer.submit(LoginTable::forgetOver)
                .exceptionally(busyOrUnavailable -> 0)
                .join();
        log.debug("Forgot {} logins that were over", forgotten);
    }

    private Duration lifetime(LoginKind kind) {
        return kind == LoginKind.GUEST ? settings.guestLogin() : settings.login();
    }
}
