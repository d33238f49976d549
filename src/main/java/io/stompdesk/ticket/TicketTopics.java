package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Snapshot;
import io.stompdesk.subscription.Topic;
import io.stompdesk.subscription.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ticket topics: the queue of all projects, the queue of each project, and the thread of each ticket. */
@Component
final class TicketTopics implements Topics {

    private static final Pattern QUEUE = Pattern.compile("/topic/tickets(?:\\.(" + Shapes.PROJECT + "))?");
    private static final Pattern THREAD = Pattern.compile("/queue/ticket\\.(" + Shapes.TICKET_ID + ")");
    private static final Duration RESOLVED_SHOWN = Duration.ofHours(24);
    private static final int THREAD_SHOWN = 200;

    private final Tickets tickets;
    private final ObjectProvider<TicketSignals> signals;
    private final Clock clock;
    private final long threadBytes;

    TicketTopics(Tickets tickets, ObjectProvider<TicketSignals> signals, Clock clock, TicketLimits limits) {
        this.tickets = tickets;
        this.signals = signals;
        this.clock = clock;
        this.threadBytes = limits.threadBytes().toBytes();
    }

    @Override
    public Optional<Topic> at(String destination, Account account) {
        Matcher thread = THREAD.matcher(destination);
        if (thread.matches()) {
            return Optional.of(new ThreadTopic(thread.group(1)));
        }
        Matcher queue = QUEUE.matcher(destination);
        return queue.matches() ? Optional.of(new QueueTopic(queue.group(1))) : Optional.empty();
    }

    /** The tickets of one project or of all projects. */
    private final class QueueTopic implements Topic {

        private final @Nullable String project;

        QueueTopic(@Nullable String project) {
            this.project = project;
        }

        @Override
        public StreamName stream() {
            return project == null ? TicketJournal.ofAll() : TicketJournal.ofProject(project);
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return Accounts.mayWorkInOrAll(store, account.id(), project);
        }

        @Override
        public Snapshot snapshot(Account account, JdbcClient store) {
            Instant since = clock.instant().minus(RESOLVED_SHOWN);
            return new Snapshot.Rows(
                    "tickets",
                    Stream.of(TicketTable.open(store, project), TicketTable.resolvedSince(store, project, since))
                            .flatMap(List::stream)
                            .map(row -> TicketView.forStaff(row.ticket(), row.head()))
                            .toList());
        }
    }

    record ThreadSnapshot(TicketView ticket, @JsonRawValue String messages) {}

    /** The thread of one ticket. */
    private final class ThreadTopic implements Topic {

        private final String id;

        ThreadTopic(String id) {
            this.id = id;
        }

        @Override
        public StreamName stream() {
            return TicketId.stream(id);
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return TicketAccess.find(store, account, id).isPresent();
        }

        @Override
        public Snapshot snapshot(Account account, JdbcClient store) {
            TicketTable.Row row = TicketTable.row(store, id).orElseThrow();
            String messages = EventLog.newest(store, stream(), THREAD_SHOWN, threadBytes).stream()
                    .map(StoredEvent::body)
                    .collect(Collectors.joining(",", "[", "]"));
            TicketView ticket = TicketView.forCustomer(row.ticket(), TicketTable.text(store, id), row.head());
            return new Snapshot.Whole(new ThreadSnapshot(ticket, messages));
        }

        @Override
        public List<Signal> currentSignals(Account account) {
            return tickets.find(id).stream()
                    .flatMap(ticket ->
                            signals.stream().flatMap(source -> source.currentSignals(ticket, account).stream()))
                    .toList();
        }
    }
}
