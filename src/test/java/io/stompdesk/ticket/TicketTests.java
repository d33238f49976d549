package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTests {

    private static final Instant CREATED = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private static final Map<String, Actor> ACTORS = Map.of(
            "customer", new Actor("cus", "Carla", Role.CUSTOMER),
            "holder", new Actor("hol", "Hans", Role.AGENT),
            "other", new Actor("oth", "Olga", Role.AGENT),
            "admin", new Actor("adm", "Adam", Role.ADMIN));

    private static Ticket ticket(Status status) {
        boolean held = status == Status.ACTIVE || status == Status.PAUSED;
        return new Ticket(
                "K7Q29XMD",
                "support",
                "Subject",
                Priority.NORMAL,
                status,
                ACTORS.get("customer"),
                held ? new Person("hol", "Hans") : null,
                CREATED,
                status == Status.WAITING ? CREATED : null,
                status == Status.PAUSED ? CREATED : null,
                status == Status.RESOLVED ? CREATED : null);
    }

    private static Ticket act(Ticket ticket, String action, Actor actor) {
        return switch (action) {
            case "pick" -> ticket.pickedBy(actor);
            case "release" -> ticket.releasedBy(actor, NOW);
            case "resolve" -> ticket.resolvedBy(actor, NOW);
            case "reopen" -> ticket.reopened(NOW);
            case "chat" -> {
                ticket.requireChatWith(actor);
                yield ticket;
            }
            case "pause" -> ticket.paused(NOW);
            default -> throw new IllegalArgumentException(action);
        };
    }

    /**
     * The whole state table, written by hand. Earlier checks decide who may see the ticket and that only staff pick. So
     * a customer's pick and the commands of strangers do not occur here.
     */
    @ParameterizedTest(name = "{1} by {2} while {0}: {3}")
    @CsvSource({
        "WAITING,  pick,    holder,   ACTIVE",
        "WAITING,  pick,    other,    ACTIVE",
        "WAITING,  pick,    admin,    ACTIVE",
        "WAITING,  release, customer, WRONG_STATE",
        "WAITING,  release, holder,   WRONG_STATE",
        "WAITING,  release, other,    WRONG_STATE",
        "WAITING,  release, admin,    WRONG_STATE",
        "WAITING,  resolve, customer, RESOLVED",
        "WAITING,  resolve, holder,   NOT_YOURS",
        "WAITING,  resolve, other,    NOT_YOURS",
        "WAITING,  resolve, admin,    RESOLVED",
        "WAITING,  reopen,  customer, WRONG_STATE",
        "WAITING,  reopen,  holder,   WRONG_STATE",
        "WAITING,  reopen,  other,    WRONG_STATE",
        "WAITING,  reopen,  admin,    WRONG_STATE",
        "WAITING,  chat,    customer, CHAT_LOCKED",
        "WAITING,  chat,    holder,   CHAT_LOCKED",
        "WAITING,  chat,    other,    CHAT_LOCKED",
        "WAITING,  chat,    admin,    CHAT_LOCKED",
        "WAITING,  pause,   holder,   WAITING",
        "ACTIVE,   pick,    holder,   ACTIVE",
        "ACTIVE,   pick,    other,    ALREADY_PICKED",
        "ACTIVE,   pick,    admin,    ALREADY_PICKED",
        "ACTIVE,   release, customer, NOT_YOURS",
        "ACTIVE,   release, holder,   WAITING",
        "ACTIVE,   release, other,    NOT_YOURS",
        "ACTIVE,   release, admin,    WAITING",
        "ACTIVE,   resolve, customer, RESOLVED",
        "ACTIVE,   resolve, holder,   RESOLVED",
        "ACTIVE,   resolve, other,    NOT_YOURS",
        "ACTIVE,   resolve, admin,    RESOLVED",
        "ACTIVE,   reopen,  customer, WRONG_STATE",
        "ACTIVE,   reopen,  holder,   WRONG_STATE",
        "ACTIVE,   reopen,  other,    WRONG_STATE",
        "ACTIVE,   reopen,  admin,    WRONG_STATE",
        "ACTIVE,   chat,    customer, ACTIVE",
        "ACTIVE,   chat,    holder,   ACTIVE",
        "ACTIVE,   chat,    other,    NOT_YOURS",
        "ACTIVE,   chat,    admin,    NOT_YOURS",
        "ACTIVE,   pause,   holder,   PAUSED",
        "PAUSED,   pick,    holder,   ACTIVE",
        "PAUSED,   pick,    other,    ACTIVE",
        "PAUSED,   pick,    admin,    ACTIVE",
        "PAUSED,   release, customer, NOT_YOURS",
        "PAUSED,   release, holder,   WAITING",
        "PAUSED,   release, other,    NOT_YOURS",
        "PAUSED,   release, admin,    WAITING",
        "PAUSED,   resolve, customer, RESOLVED",
        "PAUSED,   resolve, holder,   RESOLVED",
        "PAUSED,   resolve, other,    NOT_YOURS",
        "PAUSED,   resolve, admin,    RESOLVED",
        "PAUSED,   reopen,  customer, WRONG_STATE",
        "PAUSED,   reopen,  holder,   WRONG_STATE",
        "PAUSED,   reopen,  other,    WRONG_STATE",
        "PAUSED,   reopen,  admin,    WRONG_STATE",
        "PAUSED,   chat,    customer, CHAT_LOCKED",
        "PAUSED,   chat,    holder,   CHAT_LOCKED",
        "PAUSED,   chat,    other,    CHAT_LOCKED",
        "PAUSED,   chat,    admin,    CHAT_LOCKED",
        "PAUSED,   pause,   holder,   PAUSED",
        "RESOLVED, pick,    holder,   WRONG_STATE",
        "RESOLVED, pick,    other,    WRONG_STATE",
        "RESOLVED, pick,    admin,    WRONG_STATE",
        "RESOLVED, release, customer, WRONG_STATE",
        "RESOLVED, release, holder,   WRONG_STATE",
        "RESOLVED, release, other,    WRONG_STATE",
        "RESOLVED, release, admin,    WRONG_STATE",
        "RESOLVED, resolve, customer, WRONG_STATE",
        "RESOLVED, resolve, holder,   WRONG_STATE",
        "RESOLVED, resolve, other,    WRONG_STATE",
        "RESOLVED, resolve, admin,    WRONG_STATE",
        "RESOLVED, reopen,  customer, WAITING",
        "RESOLVED, reopen,  holder,   WAITING",
        "RESOLVED, reopen,  other,    WAITING",
        "RESOLVED, reopen,  admin,    WAITING",
        "RESOLVED, chat,    customer, WRONG_STATE",
        "RESOLVED, chat,    holder,   WRONG_STATE",
        "RESOLVED, chat,    other,    WRONG_STATE",
        "RESOLVED, chat,    admin,    WRONG_STATE",
        "RESOLVED, pause,   holder,   RESOLVED",
    })
    void everyActionByEverybodyInEveryState(Status before, String action, String by, String then) {
        String outcome;
        try {
            outcome = act(ticket(before), action, ACTORS.get(by)).status().name();
        } catch (Refusal refusal) {
            outcome = refusal.code().name();
        }
        assertThat(outcome).isEqualTo(then);
    }

    @Test
    void whoPicksAPausedTicketHasItAndItsPauseIsOver() {
        Ticket picked = ticket(Status.PAUSED).pickedBy(ACTORS.get("other"));

        assertThat(picked.agent()).isEqualTo(new Person("oth", "Olga"));
        assertThat(picked.pausedAt()).isNull();
        assertThat(picked.waitingSince()).isNull();
    }

    @Test
    void whoPicksTheirOwnAgainChangesNothing() {
        Ticket active = ticket(Status.ACTIVE);

        assertThat(active.pickedBy(ACTORS.get("holder"))).isEqualTo(active);
    }

    @Test
    void whoComesSecondIsToldWhoWasFirst() {
        assertThatThrownBy(() -> ticket(Status.ACTIVE).pickedBy(ACTORS.get("other")))
                .asInstanceOf(type(Refusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_PICKED);
                    assertThat(refusal.data()).containsEntry("agent", new Person("hol", "Hans"));
                });
    }

    @Test
    void aWrongStateIsNamed() {
        assertThatThrownBy(() -> ticket(Status.RESOLVED).requireChatWith(ACTORS.get("customer")))
                .asInstanceOf(type(Refusal.class))
                .satisfies(refusal -> assertThat(refusal.data()).containsEntry("status", Status.RESOLVED));
    }

    @Test
    void aReleasedTicketIsNobodysAndWaitsFromThen() {
        Ticket released = ticket(Status.ACTIVE).releasedBy(ACTORS.get("holder"), NOW);

        assertThat(released.agent()).isNull();
        assertThat(released.waitingSince()).isEqualTo(NOW);
        assertThat(released.createdAt()).isEqualTo(CREATED);
    }

    @Test
    void aPausedTicketRemembersWhoHadIt() {
        Ticket paused = ticket(Status.ACTIVE).paused(NOW);

        assertThat(paused.agent()).isEqualTo(new Person("hol", "Hans"));
        assertThat(paused.pausedAt()).isEqualTo(NOW);
    }

    @Test
    void aReopenedTicketHasNoAgentAndIsNoLongerResolved() {
        Ticket reopened =
                ticket(Status.ACTIVE).resolvedBy(ACTORS.get("holder"), NOW).reopened(NOW);

        assertThat(reopened.agent()).isNull();
        assertThat(reopened.resolvedAt()).isNull();
        assertThat(reopened.waitingSince()).isEqualTo(NOW);
    }
}
