package io.stompdesk.dashboard;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.subscription.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The topics for the live dashboards of the whole desk and of each project. */
@Component
final class DashboardTopics implements Topics {

    private static final String ALL = "/topic/dashboard";

    private final JdbcClient reads;
    private final Broadcaster broadcaster;
    private final Clock clock;

    DashboardTopics(JdbcClient reads, Broadcaster broadcaster, Clock clock) {
        this.reads = reads;
        this.broadcaster = broadcaster;
        this.clock = clock;
    }

    private Dashboard dashboardOf(@Nullable String project) {
        return Dashboard.of(reads, project, clock.instant());
    }

    /** The dashboard of all projects together in which this staff member may work. */
    Dashboard dashboardFor(Account staff) {
        boolean all = Accounts.mayWorkInAll(reads, staff.id());
        return Dashboard.ofAny(reads, all ? null : Set.copyOf(staff.projects()), clock.instant());
    }

    /** Publishes the current dashboards to their subscribers. */
    void publish() {
        for (String destination : broadcaster.destinationsStartingWith(ALL)) {
            broadcaster.signal(destination, signal(projectOf(destination)));
        }
    }

    private Signal signal(@Nullable String project) {
        return new Signal("dashboard", null, clock.instant(), null, dashboardOf(project));
    }

    private static @Nullable String projectOf(String destination) {
        return destination.equals(ALL) ? null : destination.substring(ALL.length() + 1);
    }

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return destination.equals(ALL) || destination.startsWith(ALL + ".")
                ? Optional.of(new DashboardTopic(projectOf(destination)))
                : Optional.empty();
    }

    private final class DashboardTopic implements Topic {

        private final @Nullable String project;

        DashboardTopic(@Nullable String project) {
            this.project = project;
        }

        @Override
        public String brokerDestination() {
            return ALL + (project == null ? "" : "." + project);
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return Accounts.mayWorkInOrAll(store, account.id(), project);
        }

        @Override
        public List<Signal> currentSignals(Account account) {
            return List.of(signal(project));
        }
    }
}
