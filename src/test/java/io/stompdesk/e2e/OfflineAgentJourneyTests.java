package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.stompdesk.e2e.StaffPage.Queue;
import org.junit.jupiter.api.Test;

class OfflineAgentJourneyTests extends Journey {

    private static final String LOCKED = "Ada is offline. You can write when they have picked up the chat again.";
    private static final String NOT_PICKED_YET = "Waiting for Ada to pick up the chat again.";
    private static final String BACK = "Ada is back. Waiting for them to pick up the chat again.";

    @Test
    void anAgentWhoGoesOfflineLocksTheChatAndPicksItAgainByHand() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("The lift is stuck", "Between two floors.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.types("I had begun to write this");

        ada.goes("Offline");
        cleo.readsNotice("Ada went offline");
        cleo.isLocked(LOCKED);
        cleo.isTold("Paused");
        ada.chatIsClosed();
        ada.sees(Queue.MINE);
        ada.sees(Queue.PAUSED, ticket);
        cleo.snap("locked");
        ada.snap("offline");

        ada.goes("Online");
        cleo.readsNotice(BACK);
        cleo.isLocked(NOT_PICKED_YET);
        ada.hasNoTicketOpen();
        ada.sees(Queue.PAUSED, ticket);

        ada.picks(ticket);
        cleo.readsNotices("Ada joined", 2);
        cleo.mayWrite();
        assertThat(cleo.field()).hasValue("I had begun to write this");
        cleo.sends();
        ada.reads("I had begun to write this");
        ada.says("Here I am again.");
        cleo.reads("Here I am again.");
    }

    @Test
    void anAgentWhoseBrowserIsKilledComesBackAndPicksAgain() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("No hot water", "Since this morning.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        ada.says("I am looking into it.");
        cleo.reads("I am looking into it.");

        ada.vanish();
        cleo.readsNotice("Ada lost the connection");
        cleo.isLocked(LOCKED);

        StaffPage adaAgain = again(ada);
        adaAgain.is("Online");
        cleo.readsNotice(BACK);
        cleo.isLocked(NOT_PICKED_YET);
        adaAgain.sees(Queue.MINE);
        adaAgain.sees(Queue.PAUSED, ticket);

        adaAgain.picks(ticket);
        cleo.mayWrite();
        cleo.says("Still cold.");
        adaAgain.reads("Still cold.");
        adaAgain.threadIs("Since this morning.", "I am looking into it.", "Still cold.");
    }

    @Test
    void anAgentWhoLogsOutSaysGoodbyeWithAllTheirTabs() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("The door squeaks", "All day long.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        StaffPage second = ada.secondTab();
        second.isConnected();

        ada.logsOut();
        ada.isAtTheDoor();
        second.isAtTheDoor();
        cleo.readsNotice("Ada went offline");
        cleo.isLocked(LOCKED);
    }

    @Test
    void anAgentWhoIsBackAndGoneAgainIsNotWaitedFor() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("The light flickers", "In the cellar.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        ada.vanish();
        cleo.readsNotice("Ada lost the connection");
        StaffPage adaAgain = again(ada);
        cleo.readsNotice(BACK);

        adaAgain.vanish();
        cleo.readsNotice("Ada was back for a moment.");
        cleo.isLocked(LOCKED);
        cleo.readsNotices(BACK, 0);

        StaffPage adaAtLast = again(ada);
        cleo.readsNotice(BACK);
        adaAtLast.picks(ticket);
        cleo.mayWrite();
    }

    @Test
    void anotherAgentTakesOverAndTheThreadSaysSo() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("A noise in the roof", "At night.");
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage ben = agent("Ben").goes("Online");
        ada.picks(ticket);
        ben.sees(Queue.COLLEAGUES, ticket);

        ada.goes("Offline");
        cleo.readsNotice("Ada went offline");
        ben.picks(ticket);
        cleo.readsNotice("Ben took over from Ada");
        cleo.talksWith("Ben");
        cleo.mayWrite();

        ada.goes("Online");
        ada.sees(Queue.MINE);
        ada.sees(Queue.COLLEAGUES, ticket);
        ada.looksAt(ticket);
        ada.isLocked("Ben is answering. You are looking.");
        cleo.says("Hello Ben");
        ben.reads("Hello Ben");
        ada.reads("Hello Ben");
        ada.snap("looking");
    }
}
