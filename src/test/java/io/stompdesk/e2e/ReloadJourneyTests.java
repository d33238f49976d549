package io.stompdesk.e2e;

import io.stompdesk.e2e.StaffPage.Queue;
import org.junit.jupiter.api.Test;

class ReloadJourneyTests extends Journey {

    @Test
    void aReloadOnEitherSideKeepsTheChat() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("My order", "Where is it?");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.says("one");
        ada.reads("one");
        ada.says("two");
        cleo.reads("two");

        cleo.types("half a sent");
        cleo.reload();
        cleo.threadIs("Where is it?", "one", "two");
        cleo.says("three");
        cleo.hasSaid("three");
        ada.reads("three");

        ada.reload();
        ada.isConnected();
        ada.is("Online");
        ada.sees(Queue.MINE, ticket);
        ada.mayWrite();
        cleo.mayWrite();
        cleo.readsNotices("Ada lost the connection", 0);
        ada.says("four");
        cleo.reads("four");
        cleo.threadIs("Where is it?", "one", "two", "three", "four");
        ada.threadIs("Where is it?", "one", "two", "three", "four");
    }

    @Test
    void twoTabsOfACustomerShowTheSameChatAndCountAsOnePerson() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Two windows", "I like windows.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        CustomerPage second = cleo.secondTab();
        second.mayWrite();

        second.says("from the second");
        second.hasSaid("from the second");
        cleo.hasSaid("from the second");
        cleo.says("from the first");
        ada.reads("from the first");
        ada.says("I read both");
        second.reads("I read both");
        cleo.reads("I read both");
        second.hasSaid("from the first");
        String[] thread = {"I like windows.", "from the second", "from the first", "I read both"};
        ada.threadIs(thread);
        cleo.threadIs(thread);
        second.threadIs(thread);

        ada.seesCustomer("Here now");
        second.page().close();
        cleo.says("still here");
        ada.reads("still here");
        ada.seesCustomer("Here now");
        cleo.vanish();
        ada.seesCustomer("Not here");
    }
}
