package io.stompdesk.presence;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.subscription.Topics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The presence topics for staff. */
@Component
final class PresenceTopics implements Topics {

    private final PresenceBroadcaster broadcaster;

    PresenceTopics(PresenceBroadcaster broadcaster) {
        this.broadcaster = broadcaster;
    }

    @Override
    public Optional<Topic> at(String destination, Account account) {
        if (destination.equals(PresenceBroadcaster.STAFF)) {
            return Optional.of(new StaffPresenceTopic(null));
        }
        if (destination.startsWith(PresenceBroadcaster.STAFF + ".")) {
            return Optional.of(new StaffPresenceTopic(destination.substring(PresenceBroadcaster.STAFF.length() + 1)));
        }
        return Optional.empty();
    }

    private final class StaffPresenceTopic implements Topic {

        private final @Nullable String project;

        StaffPresenceTopic(@Nullable String project) {
            this.project = project;
        }

        @Override
        public String brokerDestination() {
            return PresenceBroadcaster.STAFF + (project == null ? "" : "." + project);
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return Accounts.mayWorkInOrAll(store, account.id(), project);
        }

        @Override
        public List<Signal> currentSignals(Account account) {
            return List.of(broadcaster.staffSignal(project));
        }
    }
}
