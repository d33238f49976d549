package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Anybody can be a guest of any name, so staff are told wherever a guest's name stands. */
class GuestJourneyTests extends Journey {

    @Test
    void aGuestOfARegisteredCustomersNameIsMarkedWhereverStaffReadIt() {
        StaffPage ada = agent("Ada").goes("Online");
        String username = "carol-" + UUID.randomUUID().toString().substring(0, 8);
        CustomerPage registered = customer("Carol");
        registered.registers("Carol", username, DeskServer.PASSWORD);
        String known = registered.opensTicket("My own printer", "It does not print.");
        ada.isToasted("from Carol");
        CustomerPage guest = customer("Carol");
        String unknown = guest.opensTicket("Send me her papers", "I am Carol.");
        ada.isToasted("from Guest Carol");

        assertThat(mark(row(ada, known))).hasCount(0);
        assertThat(mark(row(ada, unknown))).hasText("Guest");
        ada.snap("queue");
        ada.picks(known);
        registered.mayWrite();
        registered.says("Which papers?");
        registered.types("And");
        ada.seesTyping("Carol");
        assertThat(mark(ada.page().locator(".conversation"))).hasCount(0);
        assertThat(mark(ada.page().locator(".side"))).hasCount(0);

        ada.picks(unknown);
        guest.mayWrite();
        guest.says("Please.");
        ada.reads("Please.");
        guest.types("And");
        ada.seesTyping("Guest Carol");
        assertThat(mark(ada.page().locator(".conversation__who"))).hasText("Guest");
        assertThat(mark(ada.page().locator(".side__name"))).hasText("Guest");
        assertThat(mark(ada.page().locator(".message--description"))).hasText("Guest");
        assertThat(mark(ada.page()
                        .locator("article.message")
                        .filter(new Locator.FilterOptions().setHasText("Please."))))
                .hasText("Guest");
        ada.snap("thread");
        ada.searches("Carol");
        assertThat(ada.page().locator(".found .ticket-row .guest-mark")).hasCount(1);
        guest.saysItIsSolved();
        ada.readsNotice("Solved by Guest Carol");
        guest.readsNotice("Solved by Carol");
    }

    private static Locator row(StaffPage staff, String ticket) {
        return staff.page().locator(".ticket-row[data-id='" + ticket + "']");
    }

    private static Locator mark(Locator place) {
        return place.locator(".guest-mark");
    }
}
