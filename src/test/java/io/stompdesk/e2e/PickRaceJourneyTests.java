package io.stompdesk.e2e;

import io.stompdesk.e2e.StaffPage.Queue;
import org.junit.jupiter.api.Test;

class PickRaceJourneyTests extends Journey {

    @Test
    void ofTwoAgentsWhoPickTheSameTicketOneGetsItAndTheOtherReadsWhoDid() {
        String wanted = desk.ticket("Dora", "Login broken", "It says no.", "HIGH");
        String other = desk.ticket("Emil", "A question", "How much is it?", "NORMAL");
        Cable cable = stage.cable(desk.port());
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage ben = agent("Ben", cable).goes("Online");
        ada.sees(Queue.WAITING, wanted, other);
        ben.sees(Queue.WAITING, wanted, other);

        // Ben's browser does not receive Ada's pick before he picks himself.
        cable.hold();
        ada.picks(wanted);
        ben.picking(wanted).click();
        cable.release();

        ben.isToasted("Ada was first");
        ben.snap("second");
        ben.hasNoTicketOpen();
        ada.sees(Queue.MINE, wanted);
        ada.sees(Queue.WAITING, other);
        ada.sees(Queue.COLLEAGUES);
        ben.sees(Queue.MINE);
        ben.sees(Queue.WAITING, other);
        ben.sees(Queue.COLLEAGUES, wanted);

        ben.picks(other);
        ben.sees(Queue.MINE, other);
        ada.sees(Queue.WAITING);
        ada.sees(Queue.COLLEAGUES, other);
    }

    @Test
    void aReleasedTicketIsBackInTheQueueAndBecomesSomebodyElses() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("A long story", "Do you have time?");
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage ben = agent("Ben").goes("Online");
        ada.picks(ticket);
        ben.sees(Queue.WAITING);
        ada.releases();
        cleo.readsNotice("Ada released the ticket. It is back in the queue.");
        cleo.isLocked("You can write as soon as somebody has picked your ticket.");
        ada.sees(Queue.MINE);
        ben.sees(Queue.WAITING, ticket);
        ben.picks(ticket);
        cleo.talksWith("Ben");
    }
}
