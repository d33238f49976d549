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

/** The live figures, of the whole desk and of each project. */
@Component
final class DashboardTopics implements Topics {

    private static final String ALL = "/topic/dashboard";

    private final JdbcClient reads;
    private final Broadcaster publisher;
    private final Clock clock;

    DashboardTopics(JdbcClient reads, Broadcaster publisher, Clock clock) {
        this.reads = reads;
        this.publisher = publisher;
        this.clock = clock;
    }

    Dashboard now(@Nullable String project) {
        return Dashboard.of(reads, project, clock.instant());
    }

    /** What this member of the staff may know: the figures of their projects together. */
    Dashboard now(Account staff) {
        boolean all = Accounts.mayWorkInAll(reads, staff.id());
        return Dashboard.ofAny(reads, all ? null : Set.copyOf(staff.projects()), clock.instant());
    }

    /** To whoever looks. */
    void tell() {
        for (String destination : publisher.destinationsStartingWith(ALL)) {
            publisher.signal(destination, signal(projectOf(destination)));
        }
    }

    private Signal signal(@Nullable String project) {
        return new Signal("dashboard", null, clock.instant(), null, now(project));
    }

    private static @Nullable String projectOf(String destination) {
        return destination.equals(ALL) ? null : destination.substring(ALL.length() + 1);
    }

    @Override
    public Optional<Topic> at(String destination) {
        return destination.equals(ALL) || destination.startsWith(ALL + ".")
                ? Optional.of(new FiguresTopic(projectOf(destination)))
                : Optional.empty();
    }

    private final class FiguresTopic implements Topic {

        private final @Nullable String project;

        FiguresTopic(@Nullable String project) {
            this.project = project;
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return project == null
                    ? Accounts.mayWorkInAll(store, account.id())
                    : Accounts.mayWorkIn(store, account.id(), project);
        }

        @Override
        public List<Signal> present(Account account) {
            return List.of(signal(project));
        }
    }
}
