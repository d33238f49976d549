package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.stream.StreamName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket with the rules of its states. Each change gives the ticket as it is afterwards, or refuses.
 *
 * @param agent who has it while {@code ACTIVE}, who had it last while {@code PAUSED} or {@code RESOLVED}; {@code null}
 *     while {@code WAITING}
 * @param waitingSince since when it has been {@code WAITING}
 */
public record Ticket(
        String id,
        String project,
        String subject,
        String description,
        @Nullable String system,
        Priority priority,
        Status status,
        Actor customer,
        @Nullable Person agent,
        Instant createdAt,
        @Nullable Instant waitingSince,
        @Nullable Instant pausedAt,
        @Nullable Instant resolvedAt) {

    /** Picking is for agents who are there; whether {@code picker} is online is for the caller to check. */
    Ticket pickedBy(Actor picker) {
        if (status == Status.ACTIVE) {
            if (isAgent(picker)) {
                return this;
            }
            throw new Refusal(ErrorCode.ALREADY_PICKED, Map.of("agent", holder()));
        }
        requireOpen();
        return with(Status.ACTIVE, new Person(picker.id(), picker.name()), null, null, null);
    }

    Ticket releasedBy(Actor actor, Instant now) {
        if (status != Status.ACTIVE && status != Status.PAUSED) {
            throw wrongState();
        }
        requireHolderOrAdmin(actor);
        return waitingAgain(now);
    }

    /** Its agent has gone. */
    Ticket paused(Instant now) {
        return status == Status.ACTIVE ? with(Status.PAUSED, agent, null, now, null) : this;
    }

    Ticket waitingAgain(Instant now) {
        return with(Status.WAITING, null, now, null, null);
    }

    Ticket resolvedBy(Actor actor, Instant now) {
        requireOpen();
        if (!isCustomer(actor)) {
            requireHolderOrAdmin(actor);
        }
        return with(Status.RESOLVED, agent, null, null, now);
    }

    Ticket reopened(Instant now) {
        if (status != Status.RESOLVED) {
            throw wrongState();
        }
        return waitingAgain(now);
    }

    /** Only its customer and the agent who has it may chat, and only while that agent is connected. */
    public void requireChatWith(Actor actor) {
        switch (status) {
            case RESOLVED -> throw wrongState();
            case WAITING, PAUSED -> throw new Refusal(ErrorCode.CHAT_LOCKED, Map.of("status", status));
            case ACTIVE -> requireParticipant(actor);
        }
    }

    public void requireParticipant(Actor actor) {
        if (!isCustomer(actor) && !isAgent(actor)) {
            throw new Refusal(ErrorCode.NOT_YOURS);
        }
    }

    /** Whether this account may see the ticket at all. */
    public boolean visibleTo(Account account) {
        return isCustomer(account.actor()) || account.mayWorkIn(project);
    }

    public boolean isCustomer(Actor actor) {
        return customer.id().equals(actor.id());
    }

    public boolean isAgent(Actor actor) {
        return agent != null && agent.id().equals(actor.id());
    }

    public StreamName stream() {
        return TicketId.stream(id);
    }

    private Person holder() {
        if (agent == null) {
            throw new IllegalStateException("an active ticket has an agent");
        }
        return agent;
    }

    private void requireOpen() {
        if (status == Status.RESOLVED) {
            throw wrongState();
        }
    }

    private void requireHolderOrAdmin(Actor actor) {
        if (!isAgent(actor) && actor.role() != Role.ADMIN) {
            throw new Refusal(ErrorCode.NOT_YOURS);
        }
    }

    private Refusal wrongState() {
        return new Refusal(ErrorCode.WRONG_STATE, Map.of("status", status));
    }

    private Ticket with(
            Status to,
            @Nullable Person holder,
            @Nullable Instant waiting,
            @Nullable Instant paused,
            @Nullable Instant resolved) {
        return new Ticket(
                id,
                project,
                subject,
                description,
                system,
                priority,
                to,
                customer,
                holder,
                createdAt,
                waiting,
                paused,
                resolved);
    }
}
