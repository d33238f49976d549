package io.stompdesk.presence;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.Actor;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.ThrottledTask;
import io.stompdesk.ticket.Ticket;
import io.stompdesk.ticket.TicketSignals;
import io.stompdesk.ticket.Tickets;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells who is there: the staff to the staff, the two sides of a ticket to each other. */
@Component
final class PresenceBroadcaster implements CommitListener, TicketSignals {

    static final String STAFF = "/topic/presence";

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Broadcaster publisher;
    private final Connections connections;
    private final JdbcClient reads;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ThrottledTask staffChanged;
    private final ThrottledTask somebodyMoved;
    private final Set<Actor> moved = ConcurrentHashMap.newKeySet();

    /** What was told last, by topic and account; after the start for the coalescer's thread alone. */
    private volatile Map<String, Map<String, PresenceTable.Member>> told = Map.of();

    PresenceBroadcaster(
            Broadcaster publisher,
            Connections connections,
            JdbcClient reads,
            Accounts accounts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.publisher = publisher;
        this.connections = connections;
        this.reads = reads;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
        this.staffChanged = new ThrottledTask("staff-news", INTERVAL, this::tellStaff);
        this.somebodyMoved = new ThrottledTask("sides-news", Duration.ZERO, this::tellOtherSides);
    }

    record Agents(List<PresenceTable.Member> agents) {}

    /** How things stand before anybody can subscribe: only what changes from then on is told. */
    void begin() {
        told = byTopic();
    }

    /** Somebody's status, or number of chats, may have changed. */
    void staff() {
        staffChanged.run();
        events.publishEvent(new PresenceChanged());
    }

    /** A pick, a release, a pause change how many chats somebody has. */
    @Override
    public void committed(StoredEvent event) {
        if (event.stream().value().equals("tickets")) {
            staffChanged.run();
        }
    }

    private void tellStaff() {
        Map<String, Map<String, PresenceTable.Member>> now = byTopic();
        now.forEach((topic, members) -> {
            Map<String, PresenceTable.Member> before = told.getOrDefault(topic, Map.of());
            members.forEach((id, member) -> tellChange(topic, before.get(id), member));
            before.forEach((id, member) -> {
                if (!members.containsKey(id)) {
                    tellChange(topic, member, member.gone());
                }
            });
        });
        told = now;
    }

    private Map<String, Map<String, PresenceTable.Member>> byTopic() {
        Map<String, Map<String, PresenceTable.Member>> topics = new HashMap<>();
        topics.put(STAFF, new HashMap<>());
        accounts.projects().forEach(project -> topics.put(STAFF + "." + project.id(), new HashMap<>()));
        Map<String, Account> staff =
                accounts.staff().stream().collect(Collectors.toMap(Account::id, Function.identity()));
        for (PresenceTable.Member member : PresenceTable.staff(reads)) {
            String id = member.account().id();
            topics.forEach((topic, members) -> {
                if (topic.equals(STAFF) || belongs(staff.get(id), topic)) {
                    members.put(id, member);
                }
            });
        }
        return topics;
    }

    private static boolean belongs(@Nullable Account account, String topic) {
        return account != null && account.mayWorkIn(topic.substring(STAFF.length() + 1));
    }

    private void tellChange(String topic, PresenceTable.@Nullable Member before, PresenceTable.Member now) {
        if (!now.equals(before)) {
            publisher.signal(
                    topic, new Signal(typeOf(before, now), null, clock.instant(), null, new Agents(List.of(now))));
        }
    }

    private static String typeOf(PresenceTable.@Nullable Member before, PresenceTable.Member now) {
        PresenceStatus was = before == null ? PresenceStatus.OFFLINE : before.status();
        if (was == now.status()) {
            return "presence";
        }
        if (was == PresenceStatus.OFFLINE) {
            return "agent.joined";
        }
        return now.status() == PresenceStatus.OFFLINE ? "agent.offline" : "presence";
    }

    /** How the staff, or those of one project, stand now. */
    Signal present(@Nullable String project) {
        List<PresenceTable.Member> members = PresenceTable.staff(reads);
        if (project != null) {
            List<String> ids =
                    accounts.staffOf(project).stream().map(Account::id).toList();
            members = members.stream()
                    .filter(member -> ids.contains(member.account().id()))
                    .toList();
        }
        return new Signal("presence", null, clock.instant(), null, new Agents(members));
    }

    record There(Actor account, boolean online) {}

    /** An account has come, gone, or become available or not. */
    void cameOrWent(Actor account) {
        moved.add(account);
        somebodyMoved.run();
    }

    private void tellOtherSides() {
        for (Actor account : List.copyOf(moved)) {
            // Before it is told: whoever moves again meanwhile is told again.
            moved.remove(account);
            try {
                tellOtherSidesOf(account);
            } catch (DataAccessException again) {
                moved.add(account);
                throw again;
            }
        }
    }

    private void tellOtherSidesOf(Actor account) {
        for (String ticket : Tickets.openIdsOf(reads, account.id())) {
            publisher.signal("/queue/ticket." + ticket, there("ticket." + ticket, account));
        }
    }

    @PreDestroy
    void stop() {
        staffChanged.close();
        somebodyMoved.close();
    }

    /** Staff are there for a ticket while they are not offline, however they are connected. */
    private boolean isThere(Actor account) {
        return account.role().isStaff()
                ? PresenceTable.of(reads, account.id()).effective() != PresenceStatus.OFFLINE
                : connections.has(account.id());
    }

    private Signal there(String stream, Actor account) {
        return new Signal("presence", stream, clock.instant(), null, new There(account, isThere(account)));
    }

    @Override
    public List<Signal> present(Ticket ticket, Account subscriber) {
        Signal customer = there(ticket.stream().value(), ticket.customer());
        if (ticket.agent() == null) {
            return List.of(customer);
        }
        return accounts.find(ticket.agent().id())
                .map(agent -> List.of(customer, there(ticket.stream().value(), agent.actor())))
                .orElse(List.of(customer));
    }
}
