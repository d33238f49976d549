package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ChatJourneyTests extends Journey {

    @Test
    void aCustomerOpensATicketAndAnAgentPicksItAndBothChat() {
        CustomerPage cleo = customer("Cleo Meyer");
        cleo.snap("start");
        String ticket = cleo.opensTicket("The invoice is empty", "I see a blank page.");
        cleo.isTold("You are next.");
        cleo.isLocked("You can write as soon as somebody has picked your ticket.");
        cleo.snap("waiting");

        StaffPage ada = agent("Ada").goes("Online");
        ada.sees(StaffPage.Queue.WAITING, ticket);
        ada.picks(ticket);
        cleo.talksWith("Ada");
        cleo.readsNotice("Ada joined");
        cleo.mayWrite();

        cleo.says("Good morning!");
        cleo.hasSaid("Good morning!");
        ada.reads("Good morning!");
        ada.says("Hello Cleo, which invoice is it?");
        ada.hasSaid("Hello Cleo, which invoice is it?");
        cleo.reads("Hello Cleo, which invoice is it?");
        cleo.says("The one of May.");
        ada.reads("The one of May.");

        String[] thread = {"I see a blank page.", "Good morning!", "Hello Cleo, which invoice is it?", "The one of May."
        };
        cleo.threadIs(thread);
        ada.threadIs(thread);
        cleo.snap("chat");
        ada.snap("chat");
    }

    @Test
    void ownMessageIsSendingUntilTheDeskHasStoredIt() {
        Cable cable = stage.cable(desk.port());
        CustomerPage cleo = customer("Cleo", cable);
        String ticket = cleo.opensTicket("Slow line", "Everything takes long.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();

        cable.hold();
        cleo.says("Are you there?");
        cleo.isSending("Are you there?");
        assertThat(cleo.message("Are you there?")).containsText("Sending");
        ada.doesNotSee("Are you there?");
        cleo.snap("sending");
        cable.release();

        cleo.hasSaid("Are you there?");
        assertThat(cleo.message("Are you there?")).containsText("Stored");
        ada.reads("Are you there?");
    }

    @Test
    void aSolvedTicketIsReopenedAndPickedAgain() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Paper jam", "In the second tray.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        ada.says("Please open the tray.");
        cleo.reads("Please open the tray.");

        ada.resolves();
        cleo.readsNotice("Solved by Ada");
        cleo.isLocked("This ticket is solved. Reopen it to write.");
        cleo.snap("solved");
        ada.isLocked("This ticket is solved.");
        ada.sees(StaffPage.Queue.MINE);

        cleo.reopens();
        cleo.readsNotice("Reopened by Cleo");
        ada.isToasted("Reopened: Paper jam");
        ada.sees(StaffPage.Queue.WAITING, ticket);
        ada.picks(ticket);
        cleo.readsNotices("Ada joined", 2);
        cleo.says("It jams again.");
        ada.reads("It jams again.");

        cleo.saysItIsSolved();
        ada.isLocked("This ticket is solved.");
        cleo.readsNotice("Solved by Cleo");
    }
}
