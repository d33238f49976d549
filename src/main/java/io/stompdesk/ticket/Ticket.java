package io.stompdesk.ticket;

import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.stream.StreamName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket and the rules for its status. Each transition returns the changed ticket or throws a {@link Refusal}.
 *
 * @param agent the agent while {@code ACTIVE}, the last agent while {@code PAUSED} or {@code RESOLVED}; {@code null}
 *     while {@code WAITING}
 * @param waitingSince when it became {@code WAITING}; {@code null} in any other status
 */
public record Ticket(
        String id,
        String project,
        String subject,
        Priority priority,
        Status status,
        Actor customer,
        @Nullable Person agent,
        Instant createdAt,
        @Nullable Instant waitingSince,
        @Nullable Instant pausedAt,
        @Nullable Instant resolvedAt) {

    /** The caller must check that the picking agent is online. */
    Ticket pickedBy(Actor picker) {
        if (status == Status.ACTIVE) {
            if (isAgent(picker)) {
                return this;
            }
            throw new Refusal(ErrorCode.ALREADY_PICKED, Map.of("agent", requireAgent()));
        }
        requireOpen();
        return with(Status.ACTIVE, new Person(picker.id(), picker.name()), null, null, null);
    }

    Ticket releasedBy(Actor actor, Instant now) {
        if (status != Status.ACTIVE && status != Status.PAUSED) {
            throw wrongState();
        }
        requireAgentOrAdmin(actor);
        return backInQueue(now);
    }

    /** The agent has gone offline. */
    Ticket paused(Instant now) {
        return status == Status.ACTIVE ? with(Status.PAUSED, agent, null, now, null) : this;
    }

    Ticket backInQueue(Instant now) {
        return with(Status.WAITING, null, now, null, null);
    }

    Ticket resolvedBy(Actor actor, Instant now) {
        requireOpen();
        if (!isCustomer(actor)) {
            requireAgentOrAdmin(actor);
        }
        return with(Status.RESOLVED, agent, null, null, now);
    }

    Ticket reopened(Instant now) {
        if (status != Status.RESOLVED) {
            throw wrongState();
        }
        return backInQueue(now);
    }

    /** Only the customer and the assigned agent may chat, and only while the ticket is {@code ACTIVE}. */
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

    public boolean isCustomer(Actor actor) {
        return customer.id().equals(actor.id());
    }

    public boolean isAgent(Actor actor) {
        return agent != null && agent.id().equals(actor.id());
    }

    public StreamName stream() {
        return TicketId.stream(id);
    }

    private Person requireAgent() {
        if (agent == null) {
            throw new IllegalStateException("An active ticket must have an agent");
        }
        return agent;
    }

    private void requireOpen() {
        if (status == Status.RESOLVED) {
            throw wrongState();
        }
    }

    private void requireAgentOrAdmin(Actor actor) {
        if (!isAgent(actor) && actor.role() != Role.ADMIN) {
            throw new Refusal(ErrorCode.NOT_YOURS);
        }
    }

    private Refusal wrongState() {
        return new Refusal(ErrorCode.WRONG_STATE, Map.of("status", status));
    }

    private Ticket with(
            Status to,
            @Nullable Person assigned,
            @Nullable Instant waiting,
            @Nullable Instant paused,
            @Nullable Instant resolved) {
        return new Ticket(id, project, subject, priority, to, customer, assigned, createdAt, waiting, paused, resolved);
    }
}
