package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.auth.AccountChanged;
import io.stompdesk.auth.LiveLogin;
import io.stompdesk.auth.Logins;
import io.stompdesk.auth.LoginsEnded;
import io.stompdesk.auth.RevocationHandler;
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
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Ends connections and subscriptions whose access has been revoked.
 *
 * <p>This includes connections and subscriptions that are just being opened: they are registered before their access is
 * checked. Either that check sees the revocation, or this listener finds them registered.
 */
@Component
final class RevocationListener implements RevocationHandler, SchedulingConfigurer {

    private final Connections connections;
    private final SubscriptionIndex index;
    private final Replayer replayer;
    private final Logins logins;
    private final Accounts accounts;
    private final SubscriptionSettings settings;

    RevocationListener(
            Connections connections,
            SubscriptionIndex index,
            Replayer replayer,
            Logins logins,
            Accounts accounts,
            SubscriptionSettings settings) {
        this.connections = connections;
        this.index = index;
        this.replayer = replayer;
        this.logins = logins;
        this.accounts = accounts;
        this.settings = settings;
    }

    @EventListener
    void loginsEnded(LoginsEnded event) {
        Set<String> ids = event.loginIds();
        for (Connection connection : List.copyOf(connections.of(event.accountId()))) {
            if (ids == null || ids.contains(connection.loginId())) {
                end(connection);
            }
        }
    }

    /**
     * Runs on the thread of the commit dispatcher and suspends the account's subscriptions until another thread has
     * checked their access. So a subscription that has lost its access receives nothing that was committed after the
     * change.
     */
    @Override
    public CompletableFuture<Void> accountChanged(AccountChanged event) {
        Account after = event.after();
        boolean mustReconnect =
                after.disabled() || after.role() != event.before().role();
        List<CompletableFuture<Void>> checks = new ArrayList<>();
        for (Connection connection : List.copyOf(connections.of(after.id()))) {
            if (mustReconnect) {
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

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::sweep, settings.loginSweep());
    }

    /**
     * Finds logins that have expired, changes made by other nodes, and connections that still use an account's old
     * name.
     */
    private void sweep() {
        List<Connection> all = List.copyOf(connections.all());
        if (all.isEmpty()) {
            return;
        }
        Map<String, LiveLogin> live =
                logins.live(all.stream().map(Connection::loginId).collect(Collectors.toSet()));
        Map<String, Optional<Account>> read = new HashMap<>();
        for (Connection connection : all) {
            LiveLogin login = live.get(connection.loginId());
            Account before = connection.account();
            if (login == null || login.role() != before.role()) {
                end(connection);
            } else if (before.isStaff() || !login.name().equals(before.name())) {
                read.computeIfAbsent(before.id(), accounts::find)
                        .filter(now -> !now.equals(before))
                        .ifPresent(now -> {
                            var _ = update(connection, now);
                        });
            }
        }
    }

    /** Returns the access checks that were started for the connection's subscriptions. */
    private List<CompletableFuture<Void>> update(Connection connection, Account now) {
        connection.update(now);
        return index.of(connection).stream()
                .filter(subscription -> subscription.topic().brokerDestination() != null)
                .map(replayer::recheck)
                .toList();
    }
}
