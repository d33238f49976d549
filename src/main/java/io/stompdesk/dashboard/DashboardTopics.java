package io.stompdesk.dashboard;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Role;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.ProjectSignalTopics;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.subscription.Topics;
import java.time.Clock;
import java.time.Instant;
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
    private final ProjectSignalTopics topics = new ProjectSignalTopics(ALL, this::signal);

    DashboardTopics(JdbcClient reads, Broadcaster broadcaster, Clock clock) {
        this.reads = reads;
        this.broadcaster = broadcaster;
        this.clock = clock;
    }

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return topics.at(destination, account);
    }

    /** The dashboard of all projects together in which this staff member may work. */
    Dashboard dashboardFor(Account staff) {
        Set<String> projects = staff.role() == Role.ADMIN ? null : Set.copyOf(staff.projects());
        return Dashboard.ofAny(reads, projects, clock.instant());
    }

    /** Publishes the current dashboards to their subscribers. */
    void publish() {
        for (String destination : broadcaster.destinationsStartingWith(ALL)) {
            broadcaster.signal(destination, signal(topics.projectOf(destination)));
        }
    }

    private Signal signal(@Nullable String project) {
        Instant now = clock.instant();
        return new Signal("dashboard", null, now, null, Dashboard.of(reads, project, now));
    }
}
