package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.kernel.Text;
import io.stompdesk.kernel.TextLimits;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.Reply;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The operations on tickets. Each change is one transaction and checks access inside it. */
@Component
public final class Tickets {

    /**
     * SQL: the ticket is open. SQLite uses the index of open tickets only if a query contains exactly this condition,
     * even where another condition implies it.
     */
    public static final String IS_OPEN = "ticket.status <> 'RESOLVED'";

    private static final String DEFAULT_PROJECT = "support";
    private static final Pattern PROJECT = Pattern.compile(Shapes.PROJECT);

    private final Writer writer;
    private final JdbcClient reads;
    private final Availability availability;
    private final TextLimits limits;
    private final Requesters requesters;
    private final CustomerRateLimiter rateLimiter;

    Tickets(
            Writer writer,
            JdbcClient reads,
            Availability availability,
            TextLimits limits,
            Requesters requesters,
            CustomerRateLimiter rateLimiter) {
        this.writer = writer;
        this.reads = reads;
        this.availability = availability;
        this.limits = limits;
        this.requesters = requesters;
        this.rateLimiter = rateLimiter;
    }

    /** @param from the client's address; {@code null} for the desk itself, which is exempt from rate limits */
    CompletableFuture<Reply> create(CommandKey key, Account by, @Nullable ClientAddress from, OpenTicket request) {
        String subject = Text.required("subject", request.subject(), limits.subject());
        String description = Text.required("description", request.description(), limits.description());
        TicketText text = new TicketText(description, Text.optional("system", request.system(), limits.subject()));
        String project = Objects.requireNonNullElse(request.project(), DEFAULT_PROJECT);
        if (!PROJECT.matcher(project).matches()) {
            throw Refusal.invalid("project", "does not exist");
        }
        Priority priority = Objects.requireNonNullElse(request.priority(), Priority.NORMAL);
        CustomerRateLimiter.Attempt attempt = rateLimiter.attemptFrom(from);
        return attempt.to(writer.submit(key, transaction -> {
            if (!Accounts.projectExists(transaction.store(), project)) {
                throw Refusal.invalid("project", "does not exist");
            }
            Account now = Accounts.current(transaction.store(), by);
            Actor customer = requesters.of(transaction, now, request.requester());
            attempt.opensTicket(now, subject, text);
            Ticket ticket = insert(transaction, project, subject, text, priority, customer);
            TicketView view = TicketJournal.created(transaction, ticket, text, by.actor());
            return reply(transaction, "ticket.created", ticket, by, view.head());
        }));
    }

    private static Ticket insert(
            Transaction transaction,
            String project,
            String subject,
            TicketText text,
            Priority priority,
            Actor customer) {
        Instant now = transaction.now();
        while (true) {
            Ticket ticket = new Ticket(
                    TicketId.random(),
                    project,
                    subject,
                    priority,
                    Status.WAITING,
                    customer,
                    null,
                    now,
                    now,
                    null,
                    null);
            if (TicketTable.insert(transaction.store(), ticket, text)) {
                return ticket;
            }
        }
    }

    CompletableFuture<Reply> pick(CommandKey key, Account by, String id) {
        return writer.submit(key, TicketLookup.of(by, id).then((transaction, found) -> {
            Ticket before = TicketLookup.workable(found).ticket();
            Ticket picked = before.pickedBy(by.actor());
            if (picked.equals(before)) {
                return reply(transaction, "ticket.picked", before, by, transaction.head(before.stream()));
            }
            if (!availability.isOnline(transaction, by.id())) {
                throw new Refusal(ErrorCode.NOT_ONLINE);
            }
            Person previous = before.isAgent(by.actor()) ? null : before.agent();
            return change(transaction, "ticket.picked", picked, by, view -> new TicketPicked(view, previous));
        }));
    }

    CompletableFuture<Reply> release(CommandKey key, Account by, String id) {
        return writer.submit(key, TicketLookup.of(by, id).then((transaction, found) -> {
            TicketLookup now = TicketLookup.workable(found);
            Person agent = now.ticket().agent();
            Ticket released = now.ticket().releasedBy(now.reader().actor(), transaction.now());
            return change(
                    transaction,
                    "ticket.released",
                    released,
                    by,
                    view -> new TicketReleased(view, agent, TicketReleased.Reason.BY_HAND));
        }));
    }

    CompletableFuture<Reply> resolve(CommandKey key, Account by, ClientAddress from, String id) {
        CustomerRateLimiter.Attempt attempt = rateLimiter.attemptFrom(from);
        return attempt.to(writer.submit(key, TicketLookup.of(by, id).then((transaction, found) -> {
            TicketLookup now = TicketLookup.visible(found);
            Ticket resolved = now.ticket().resolvedBy(now.reader().actor(), transaction.now());
            attempt.changes(now.reader(), resolved);
            return change(transaction, "ticket.resolved", resolved, by, TicketResolved::new);
        })));
    }

    CompletableFuture<Reply> reopen(CommandKey key, Account by, ClientAddress from, String id) {
        CustomerRateLimiter.Attempt attempt = rateLimiter.attemptFrom(from);
        return attempt.to(writer.submit(key, TicketLookup.of(by, id).then((transaction, found) -> {
            TicketLookup now = TicketLookup.visible(found);
            Ticket reopened = now.ticket().reopened(transaction.now());
            attempt.changes(now.reader(), reopened);
            return change(transaction, "ticket.reopened", reopened, by, TicketReopened::new);
        })));
    }

    private static Reply change(
            Transaction transaction, String type, Ticket after, Account by, Function<TicketView, EventData> event) {
        TicketTable.update(transaction.store(), after);
        TicketView view = TicketJournal.record(transaction, after, by.actor(), event);
        return reply(transaction, type, after, by, view.head());
    }

    private static Reply reply(Transaction transaction, String type, Ticket ticket, Account to, long head) {
        return transaction.reply(type, new TicketReply(TicketView.forReader(ticket, head, to)));
    }

    record TicketReply(TicketView ticket) {}

    /**
     * The ticket with its text as this account sees it now.
     *
     * @throws Refusal {@code NOT_FOUND} if the ticket does not exist, and also if the account may not see it
     */
    TicketView read(Account by, String id) {
        TicketTable.Row row = TicketTable.row(reads, id).orElseThrow(Refusal::notFound);
        Account now = Accounts.find(reads, by.id()).orElseThrow(Refusal::notFound);
        if (!TicketAccess.maySee(now, row.ticket())) {
            throw Refusal.notFound();
        }
        return TicketView.forReader(row.ticket(), TicketTable.text(reads, id), row.head(), now);
    }

    /**
     * The id of the ticket that an event has changed; empty if it changed none. Each change of a ticket is one event
     * {@code ticket.…} of the ticket's own stream.
     */
    public static Optional<String> changedBy(StoredEvent event) {
        return event.type().startsWith("ticket.") ? TicketId.ofStream(event.stream()) : Optional.empty();
    }

    /** Finds a ticket without checking access. */
    public Optional<Ticket> find(String id) {
        return TicketTable.find(reads, id);
    }

    /** The ids of the open tickets of which this account is the customer or the current or previous agent. */
    public static List<String> openIdsOf(JdbcClient store, String account) {
        return TicketTable.openIdsOf(store, account);
    }

    /** Pauses every chat of an agent who went offline. */
    public static void pauseAllOf(Transaction transaction, Actor agent, TicketPaused.Reason reason) {
        TicketTable.ofAgent(transaction.store(), agent.id(), Status.ACTIVE)
                .forEach(ticket -> pause(transaction, ticket, agent, reason));
    }

    /** Pauses every chat, because nobody is connected after a start. */
    public static void pauseAll(Transaction transaction) {
        TicketTable.active(transaction.store())
                .forEach(ticket -> pause(transaction, ticket, null, TicketPaused.Reason.RESTART));
    }

    private static void pause(
            Transaction transaction, Ticket ticket, @Nullable Actor actor, TicketPaused.Reason reason) {
        Ticket paused = ticket.paused(transaction.now());
        TicketTable.update(transaction.store(), paused);
        TicketJournal.record(transaction, paused, actor, view -> new TicketPaused(view, paused.agent(), reason));
    }

    /** Returns an agent's ticket to the queue. */
    static void returnToQueue(Transaction transaction, Ticket ticket, TicketReleased.Reason reason) {
        Ticket waiting = ticket.backInQueue(transaction.now());
        TicketTable.update(transaction.store(), waiting);
        TicketJournal.record(transaction, waiting, null, view -> new TicketReleased(view, ticket.agent(), reason));
    }

    /** Records in each paused ticket of this agent that the agent has reconnected. */
    public static void agentIsBack(Transaction transaction, Actor agent) {
        for (Ticket ticket : TicketTable.ofAgent(transaction.store(), agent.id(), Status.PAUSED)) {
            TicketJournal.inOwnStream(transaction, ticket, agent, view -> new AgentReconnected(view, ticket.agent()));
        }
    }
}
