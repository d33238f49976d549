package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.auth.AccountChanged;
import io.stompdesk.auth.LiveLogin;
import io.stompdesk.auth.Logins;
import io.stompdesk.auth.LoginsEnded;
import io.stompdesk.auth.LostRightsHandler;
import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.transport.CloseCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends what rests on a right that has ended: the connections of a login or of an account, or single subscriptions.
 *
 * <p>A connection or subscription that is just being opened does not escape: it is registered first and its right is
 * read after that, so either the right is read as ended, or what is registered is found here.
 */
@Component
final class RevocationListener implements LostRightsHandler {

    private final Connections connections;
    private final SubscriptionIndex index;
    private final Replayer replayer;
    private final Logins logins;
    private final Accounts accounts;

    RevocationListener(
            Connections connections, SubscriptionIndex index, Replayer replayer, Logins logins, Accounts accounts) {
        this.connections = connections;
        this.index = index;
        this.replayer = replayer;
        this.logins = logins;
        this.accounts = accounts;
    }

    @EventListener
    void ended(LoginsEnded event) {
        Set<String> ids = event.loginIds();
        for (Connection connection : List.copyOf(connections.of(event.accountId()))) {
            if (ids == null || ids.contains(connection.loginId())) {
                end(connection);
            }
        }
    }

    /**
     * Runs on the publishing thread: from here on nothing is sent to the account's subscriptions until their rights
     * have been read again, on another thread. So nothing that was committed after the change is published to a
     * subscription that has lost its right.
     */
    @Override
    public CompletableFuture<Void> accountChanged(AccountChanged event) {
        Account after = event.after();
        boolean another = after.disabled() || after.role() != event.before().role();
        List<CompletableFuture<Void>> checks = new ArrayList<>();
        for (Connection connection : List.copyOf(connections.of(after.id()))) {
            if (another) {
                end(connection);
            } else {
                checks.addAll(update(connection, after));
            }
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture<?>[]::new));
    }

    private void end(Connection connection) {
        connection.socket().cut(CloseCodes.LOG_IN_AGAIN);
        connections.end(connection.id());
    }

    /**
     * For logins that ended by running out, and for what other nodes have changed; and so that nobody goes on under a
     * name that is no longer theirs.
     */
    @Scheduled(fixedDelayString = "${stompdesk.realtime.login-sweep:3s}")
    void sweep() {
        List<Connection> all = List.copyOf(connections.all());
        if (all.isEmpty()) {
            return;
        }
        Map<String, LiveLogin> live =
                logins.live(all.stream().map(Connection::loginId).collect(Collectors.toSet()));
        Map<String, Optional<Account>> read = new HashMap<>();
        for (Connection connection : all) {
            LiveLogin login = live.get(connection.loginId());
            Account then = connection.account();
            if (login == null || login.role() != then.role()) {
                end(connection);
            } else if (then.isStaff() || !login.name().equals(then.name())) {
                read.computeIfAbsent(then.id(), accounts::find)
                        .filter(now -> !now.equals(then))
                        .ifPresent(now -> {
                            var _ = update(connection, now);
                        });
            }
        }
    }

    /** The checks of the connection's subscriptions that have begun. */
    private List<CompletableFuture<Void>> update(Connection connection, Account now) {
        connection.update(now);
        return index.of(connection).stream()
                .filter(subscription -> subscription.topic().brokerDestination() != null)
                .map(replayer::recheck)
                .toList();
    }
}
