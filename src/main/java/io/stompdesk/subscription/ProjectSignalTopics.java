package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A topic of signals for the whole desk, such as {@code /topic/presence}, and the same for each project, such as
 * {@code /topic/presence.support}.
 */
public final class ProjectSignalTopics implements Topics {

    private final String all;
    private final Function<@Nullable String, Signal> current;

    /**
     * @param all the destination for the whole desk
     * @param current makes the signal with the current state of a project or, with {@code null}, of the whole desk
     */
    public ProjectSignalTopics(String all, Function<@Nullable String, Signal> current) {
        this.all = all;
        this.current = current;
    }

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return destination.equals(all) || destination.startsWith(all + ".")
                ? Optional.of(new ProjectSignalTopic(destination, projectOf(destination)))
                : Optional.empty();
    }

    /** The project of a destination of this topic; {@code null} for the whole desk. */
    public @Nullable String projectOf(String destination) {
        return destination.equals(all) ? null : destination.substring(all.length() + 1);
    }

    private final class ProjectSignalTopic implements Topic {

        private final String destination;
        private final @Nullable String project;

        ProjectSignalTopic(String destination, @Nullable String project) {
            this.destination = destination;
            this.project = project;
        }

        @Override
        public String brokerDestination() {
            return destination;
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return Accounts.mayWorkInOrAll(store, account.id(), project);
        }

        @Override
        public List<Signal> currentSignals(Account account) {
            return List.of(current.apply(project));
        }
    }
}
