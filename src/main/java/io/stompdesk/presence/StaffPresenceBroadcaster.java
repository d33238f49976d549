package io.stompdesk.presence;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.account.Project;
import io.stompdesk.kernel.ThrottledTask;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.ProjectSignalTopics;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.subscription.Topics;
import io.stompdesk.ticket.Tickets;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Broadcasts the presence of staff to staff: of all, and of those who work in each project. */
@Component
final class StaffPresenceBroadcaster implements CommitListener, Topics {

    private static final String ALL = "/topic/presence";
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Broadcaster broadcaster;
    private final JdbcClient reads;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ProjectSignalTopics topics = new ProjectSignalTopics(ALL, this::currentSignal);
    private final ThrottledTask task = new ThrottledTask("staff-presence", INTERVAL, this::publish);

    /** The last published presence by topic and account. After the start, only the task's thread uses it. */
    private volatile Map<String, Map<String, PresenceTable.Member>> published = Map.of();

    StaffPresenceBroadcaster(
            Broadcaster broadcaster,
            JdbcClient reads,
            Accounts accounts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.broadcaster = broadcaster;
        this.reads = reads;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    record Agents(Collection<PresenceTable.Member> agents) {}

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return topics.at(destination, account);
    }

    private Signal currentSignal(@Nullable String project) {
        List<PresenceTable.Member> members = PresenceTable.staff(reads);
        return signal("presence", project == null ? members : of(accounts.staffOf(project), members));
    }

    private Signal signal(String type, Collection<PresenceTable.Member> members) {
        return new Signal(type, null, clock.instant(), null, new Agents(members));
    }

    /** Reads the initial presence before clients can subscribe, so that only later changes are published. */
    void loadInitial() {
        published = byTopic();
    }

    /** Called when the status or the number of chats of a staff member may have changed. */
    void staffChanged() {
        task.run();
        events.publishEvent(new PresenceChanged());
    }

    /** Ticket events such as a pick, a release or a pause change the number of an agent's chats. */
    @Override
    public void committed(StoredEvent event) {
        if (Tickets.changedBy(event).isPresent()) {
            task.run();
        }
    }

    private void publish() {
        Map<String, Map<String, PresenceTable.Member>> current = byTopic();
        current.forEach((topic, members) -> publishChanges(topic, published.getOrDefault(topic, Map.of()), members));
        published = current;
    }

    private Map<String, Map<String, PresenceTable.Member>> byTopic() {
        List<Account> staff = accounts.staff();
        List<PresenceTable.Member> members = PresenceTable.staff(reads);
        Map<String, Map<String, PresenceTable.Member>> topics = new HashMap<>();
        topics.put(ALL, byId(members));
        for (Project project : accounts.projects()) {
            List<Account> working = staff.stream()
                    .filter(member -> member.mayWorkIn(project.id()))
                    .toList();
            topics.put(ALL + "." + project.id(), byId(of(working, members)));
        }
        return topics;
    }

    private static Map<String, PresenceTable.Member> byId(Collection<PresenceTable.Member> members) {
        return members.stream()
                .collect(Collectors.toMap(member -> member.account().id(), Function.identity()));
    }

    private static List<PresenceTable.Member> of(List<Account> staff, List<PresenceTable.Member> members) {
        Set<String> ids = staff.stream().map(Account::id).collect(Collectors.toSet());
        return members.stream()
                .filter(member -> ids.contains(member.account().id()))
                .toList();
    }

    private void publishChanges(
            String topic, Map<String, PresenceTable.Member> before, Map<String, PresenceTable.Member> current) {
        current.forEach((id, member) -> publishChange(topic, before.get(id), member));
        before.forEach((id, member) -> {
            if (!current.containsKey(id)) {
                publishChange(topic, member, member.offline());
            }
        });
    }

    private void publishChange(String topic, PresenceTable.@Nullable Member before, PresenceTable.Member current) {
        if (!current.equals(before)) {
            broadcaster.signal(topic, signal(typeOf(before, current), List.of(current)));
        }
    }

    private static String typeOf(PresenceTable.@Nullable Member before, PresenceTable.Member current) {
        PresenceStatus previous = before == null ? PresenceStatus.OFFLINE : before.status();
        if (previous == current.status()) {
            return "presence";
        }
        if (previous == PresenceStatus.OFFLINE) {
            return "agent.joined";
        }
        return current.status() == PresenceStatus.OFFLINE ? "agent.offline" : "presence";
    }

    @PreDestroy
    void stop() {
        task.close();
    }
}
