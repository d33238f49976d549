package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an admin changes the rights of a staff member, the open page follows. */
class RightsJourneyTests extends Journey {

    @Test
    void whoIsDemotedLeavesTheStaffPage() {
        StaffPage eve = agent("Eve");

        desk.change(eve.username(), Map.of("role", "CUSTOMER", "projects", List.of()));
        eve.isAtTheDoor();
        eve.shows("You are logged in as a customer (Eve).");
        eve.snap("demoted");

        desk.change(eve.username(), Map.of("role", "AGENT", "projects", List.of("support")));
        eve.logsIn();
    }

    @Test
    void whoLosesTheirProjectSeesItsTicketsGoAndGetsThemBackWithIt() {
        String ticket = desk.ticket("Jonas", "Whose is it?", "Mine, for now.", "NORMAL");
        StaffPage finn = agent("Finn");
        finn.sees(Queue.WAITING, ticket);

        desk.change(finn.username(), Map.of("projects", List.of()));
        finn.hasNoProject();
        assertThat(finn.row(Queue.WAITING, ticket)).hasCount(0);
        finn.snap("no project");

        desk.change(finn.username(), Map.of("projects", List.of("support")));
        finn.reload();
        finn.sees(Queue.WAITING, ticket);
    }
}
