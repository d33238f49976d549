package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.stompdesk.e2e.StaffPage.Queue;
import org.junit.jupiter.api.Test;

class LiveSignsJourneyTests extends Journey {

    @Test
    void eachSideSeesTheOtherTypingUntilTheyStop() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Typing", "Do you see it?");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();

        cleo.types("Let me think");
        ada.seesTyping("Guest Cleo");
        ada.types("Take your time");
        cleo.seesTyping("Ada");
        ada.snap("typing");
        // Neither continues typing, so the sign disappears by itself.
        ada.seesNobodyTyping();
        cleo.seesNobodyTyping();

        cleo.types("Let me think again");
        ada.seesTyping("Guest Cleo");
        cleo.sends();
        ada.reads("Let me think again");
        ada.seesNobodyTyping();
    }

    @Test
    void theAgentSeesTheCustomerComeAndGo() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Coming and going", "Like the tide.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        ada.seesCustomer("Here now");
        cleo.page().navigate("about:blank");
        ada.seesCustomer("Not here");
        cleo.page().goBack();
        cleo.mayWrite();
        ada.seesCustomer("Here now");
    }

    @Test
    void theQueueMovesOnAllScreensAtOnce() {
        CustomerPage cleo = customer("Cleo");
        String first = cleo.opensTicket("First of all", "I came early.");
        cleo.isTold("You are next.");
        cleo.isTold("Nobody from the team is here right now.");

        StaffPage ada = agent("Ada");
        assertThat(ada.dashboard("staffOnline")).hasText("0");
        assertThat(ada.picking(first)).isEnabled();
        ada.goes("Online");
        assertThat(ada.dashboard("staffOnline")).hasText("1");
        assertThat(ada.dashboard("waiting")).hasText("1");
        cleo.isTold("1 person from the team is here.");

        CustomerPage dora = customer("Dora");
        String second = dora.opensTicket("Second", "I came late.");
        dora.isTold("You are number 2 in the queue.");
        ada.isToasted("New ticket: Second");
        ada.snap("toast");
        ada.sees(Queue.WAITING, first, second);
        assertThat(ada.dashboard("waiting")).hasText("2");

        StaffPage ben = agent("Ben").goes("Online");
        assertThat(ada.dashboard("staffOnline")).hasText("2");
        cleo.isTold("2 people from the team are here.");
        ben.goes("Away");
        assertThat(ada.dashboard("staffOnline")).hasText("1");
        cleo.isTold("1 person from the team is here.");

        ada.picks(first);
        dora.isTold("You are next.");
        ben.sees(Queue.WAITING, second);
        assertThat(ben.dashboard("waiting")).hasText("1");
        assertThat(ben.dashboard("active")).hasText("1");
        ada.resolves();
        assertThat(ben.dashboard("active")).hasText("0");
    }

    @Test
    void aMessageInAChatThatIsNotOpenIsCountedUntilItIsRead() {
        CustomerPage cleo = customer("Cleo");
        String first = cleo.opensTicket("The first chat", "One.");
        String second = desk.ticket("Dora", "The second chat", "Two.", "NORMAL");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(first);
        ada.picks(second);
        cleo.mayWrite();
        cleo.says("Did you forget me?");
        cleo.says("Hello?");
        ada.unread(first, 2);
        ada.snap("unread");
        ada.looksAt(first);
        ada.reads("Hello?");
        ada.unread(first, 0);
    }
}
