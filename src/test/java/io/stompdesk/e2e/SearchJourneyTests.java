package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.stompdesk.e2e.StaffPage.Queue;
import org.junit.jupiter.api.Test;

class SearchJourneyTests extends Journey {

    @Test
    void anAgentFindsATicketByItsWordsItsCustomerOrItsNumber() {
        String kiln = desk.ticket("Petra Sandberg", "The kiln is cold", "Since Monday.", "NORMAL");
        String oven = desk.ticket("Quentin", "The oven is cold", "Since Tuesday.", "NORMAL");
        StaffPage ada = agent("Ada").goes("Online");
        ada.sees(Queue.WAITING, kiln, oven);

        ada.searches("kiln");
        ada.found("1 ticket");
        ada.searches("sandberg");
        ada.found("1 ticket");
        ada.searches("is cold");
        ada.found("2 tickets");
        ada.snap("found");
        ada.searches(kiln.substring(0, 4) + "-" + kiln.substring(4));
        ada.found("1 ticket");

        // The search results are live: they show at once that the ticket was picked.
        ada.picks(kiln);
        assertThat(ada.page().locator(".found .status")).hasText("In conversation");
        ada.resolves();
        assertThat(ada.page().locator(".found .status")).hasText("Solved");

        ada.searches("there is no such thing");
        assertThat(ada.page().locator(".found__count")).containsText("Nothing found");
        ada.page().getByRole(AriaRole.SEARCHBOX).press("Escape");
        ada.sees(Queue.WAITING, oven);
    }
}
