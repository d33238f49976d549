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
import io.stompdesk.ticket.TicketId;
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

/** Broadcasts presence: of staff to staff, and of a ticket's customer and agent to the ticket's subscribers. */
@Component
final class PresenceBroadcaster implements CommitListener, TicketSignals {

    static final String STAFF = "/topic/presence";

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Broadcaster broadcaster;
    private final Connections connections;
    private final JdbcClient reads;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ThrottledTask staffTask;
    private final ThrottledTask ticketTask;
    private final Set<Actor> changedAccounts = ConcurrentHashMap.newKeySet();

    /** The last published presence by topic and account. After the start only the thread of the staff task uses it. */
    private volatile Map<String, Map<String, PresenceTable.Member>> published = Map.of();

    PresenceBroadcaster(
            Broadcaster broadcaster,
            Connections connections,
            JdbcClient reads,
            Accounts accounts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.broadcaster = broadcaster;
        this.connections = connections;
        this.reads = reads;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
        this.staffTask = new ThrottledTask("staff-presence", INTERVAL, this::publishStaff);
        this.ticketTask = new ThrottledTask("ticket-presence", Duration.ZERO, this::publishToTickets);
    }

    record Agents(List<PresenceTable.Member> agents) {}

    /** Reads the initial presence before clients can subscribe, so that only later changes are published. */
    void loadInitial() {
        published = byTopic();
    }

    /** Called when the status or the number of chats of a staff member may have changed. */
    void staffChanged() {
        staffTask.run();
        events.publishEvent(new PresenceChanged());
    }

    /** Ticket events such as a pick, a release or a pause change the number of an agent's chats. */
    @Override
    public void committed(StoredEvent event) {
        if (event.stream().value().equals("tickets")) {
            staffTask.run();
        }
    }

    private void publishStaff() {
        Map<String, Map<String, PresenceTable.Member>> current = byTopic();
        current.forEach((topic, members) -> {
            Map<String, PresenceTable.Member> before = published.getOrDefault(topic, Map.of());
            members.forEach((id, member) -> publishChange(topic, before.get(id), member));
            before.forEach((id, member) -> {
                if (!members.containsKey(id)) {
                    publishChange(topic, member, member.offline());
                }
            });
        });
        published = current;
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
                if (topic.equals(STAFF) || worksInProjectOf(staff.get(id), topic)) {
                    members.put(id, member);
                }
            });
        }
        return topics;
    }

    private static boolean worksInProjectOf(@Nullable Account account, String topic) {
        return account != null && account.mayWorkIn(topic.substring(STAFF.length() + 1));
    }

    private void publishChange(String topic, PresenceTable.@Nullable Member before, PresenceTable.Member current) {
        if (!current.equals(before)) {
            broadcaster.signal(
                    topic,
                    new Signal(typeOf(before, current), null, clock.instant(), null, new Agents(List.of(current))));
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

    /** The current presence of all staff, or of the staff of one project. */
    Signal staffSignal(@Nullable String project) {
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

    record AccountPresence(Actor account, boolean online) {}

    /** Called when an account has connected, disconnected or changed its status. */
    void accountChanged(Actor account) {
        changedAccounts.add(account);
        ticketTask.run();
    }

    private void publishToTickets() {
        for (Actor account : List.copyOf(changedAccounts)) {
            // Removed before it is published, so that a change in the meantime is published again.
            changedAccounts.remove(account);
            try {
                publishToTicketsOf(account);
            } catch (DataAccessException failed) {
                changedAccounts.add(account);
                throw failed;
            }
        }
    }

    private void publishToTicketsOf(Actor account) {
        for (String ticket : Tickets.openIdsOf(reads, account.id())) {
            broadcaster.signal(TicketId.stream(ticket), accountSignal("ticket." + ticket, account));
        }
    }

    @PreDestroy
    void stop() {
        staffTask.close();
        ticketTask.close();
    }

    /** Staff count as online unless their status is OFFLINE. Customers count as online while they are connected. */
    private boolean isOnline(Actor account) {
        return account.role().isStaff()
                ? PresenceTable.of(reads, account.id()).effective() != PresenceStatus.OFFLINE
                : connections.has(account.id());
    }

    private Signal accountSignal(String stream, Actor account) {
        return new Signal("presence", stream, clock.instant(), null, new AccountPresence(account, isOnline(account)));
    }

    @Override
    public List<Signal> currentSignals(Ticket ticket, Account subscriber) {
        Signal customer = accountSignal(ticket.stream().value(), ticket.customer());
        if (ticket.agent() == null) {
            return List.of(customer);
        }
        return accounts.find(ticket.agent().id())
                .map(agent -> List.of(customer, accountSignal(ticket.stream().value(), agent.actor())))
                .orElse(List.of(customer));
    }
}
