package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NetworkJourneyTests extends Journey {

    /** Makes the times between two attempts predictable. */
    private static final String NO_LUCK = "Math.random = () => 0.9";

    @Test
    void aMessageTypedOfflineWaitsSurvivesAReloadAndIsSentOnce() {
        Cable cable = stage.cable(desk.port());
        CustomerPage cleo = customer("Cleo", cable);
        StaffPage ada = chat(cleo, "On the train", "There are tunnels.");

        cleo.person().complaints().expectLostNetwork();
        cable.cut();
        cleo.person().offline(true);
        cleo.connectionSays("Offline");
        cleo.says("from the tunnel");
        cleo.isSending("from the tunnel");
        assertThat(cleo.message("from the tunnel")).containsText("Waiting for the connection");
        cleo.snap("offline");
        ada.says("Are you there?");
        ada.hasSaid("Are you there?");

        // The pages load again, but no connection for the chat can be opened. The unsent message is still shown.
        cleo.person().offline(false);
        cable.blockWebSockets();
        cleo.person().context().route("**/ws/**", route -> route.abort());
        cable.mend();
        cleo.reload();
        cleo.isSending("from the tunnel");

        cable.allowWebSockets();
        cleo.person().context().unroute("**/ws/**");
        cleo.hasSaid("from the tunnel");
        cleo.reads("Are you there?");
        ada.reads("from the tunnel");
        cleo.threadIs("There are tunnels.", "Are you there?", "from the tunnel");
        ada.threadIs("There are tunnels.", "Are you there?", "from the tunnel");
    }

    @Test
    void twoTabsThatComeBackTogetherSendEachMessageOnce() {
        Cable cable = stage.cable(desk.port());
        CustomerPage first = customer("Cleo", cable);
        StaffPage ada = chat(first, "Two tabs", "And one line.");
        CustomerPage second = first.secondTab();
        second.mayWrite();

        first.person().complaints().expectLostNetwork();
        cable.cut();
        first.says("a");
        second.isSending("a");
        second.says("b");
        first.isSending("b");
        first.says("c");
        second.isSending("c");
        ada.says("meanwhile");
        ada.hasSaid("meanwhile");
        cable.mend();

        for (String text : new String[] {"a", "b", "c"}) {
            ada.reads(text);
            first.hasSaid(text);
            second.hasSaid(text);
        }
        String[] thread = {"And one line.", "meanwhile", "a", "b", "c"};
        ada.threadIs(thread);
        first.threadIs(thread);
        second.threadIs(thread);
    }

    @Test
    void aMessageCutOffInTheMiddleOfSendingIsStoredOnce() {
        Cable cable = stage.cable(desk.port());
        CustomerPage cleo = customer("Cleo", cable);
        StaffPage ada = chat(cleo, "Bad line", "It crackles.");

        cleo.person().complaints().expectLostNetwork();
        // It leaves, but what the desk answers never arrives.
        cable.holdAnswers();
        cleo.says("did you get this?");
        ada.reads("did you get this?");
        cleo.isSending("did you get this?");
        cable.breakWebSockets();
        cable.release();

        cleo.hasSaid("did you get this?");
        ada.says("yes");
        cleo.reads("yes");
        cleo.threadIs("It crackles.", "did you get this?", "yes");
        ada.threadIs("It crackles.", "did you get this?", "yes");
    }

    @Test
    void aBlipIsNoAlarm() {
        Cable cable = stage.cable(desk.port());
        CustomerPage cleo = customer("Cleo", cable);
        StaffPage ada = chat(cleo, "A blip", "Did you see it?");
        cleo.isConnected();

        cleo.person().complaints().expectLostNetwork();
        cleo.watchForAlarms();
        cable.breakWebSockets();
        ada.says("Did you see anything?");
        cleo.reads("Did you see anything?");
        cleo.says("Nothing at all.");
        cleo.hasSaid("Nothing at all.");
        ada.reads("Nothing at all.");
        cleo.hadNoAlarm();
    }

    @Test
    void aLostConnectionShowsWhenTheNextTryIsAndCanBeTriedNow() {
        Cable cable = stage.cable(desk.port());
        Person person = stage.person("Cleo", cable.port(), Look.USUAL);
        person.context().addInitScript(NO_LUCK);
        CustomerPage cleo = CustomerPage.open(person);
        StaffPage ada = chat(cleo, "Is it me?", "Or the network?");

        person.complaints().expectLostNetwork();
        cable.cut();
        assertThat(cleo.banner()).containsText(Pattern.compile("Next try in ([4-9]|\\d\\d) seconds"));
        cleo.hasLostTheConnection();
        cleo.connectionSays("Reconnecting");
        cleo.snap("lost");
        ada.says("Hello?");
        ada.seesCustomer("Not here");
        cable.mend();
        cleo.triesNow();
        cleo.isCaughtUp();
        cleo.reads("Hello?");
        cleo.isConnected();
        ada.seesCustomer("Here now");
        cleo.snap("caught up");
        assertThat(cleo.banner()).hasText("");
    }

    @Test
    void anAgentWhoseNetworkIsGoneSeesTheChatPausedAndPicksAgain() {
        Cable cable = stage.cable(desk.port());
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("The other side", "Of the line.");
        StaffPage ada = agent("Ada", cable).goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();

        ada.person().complaints().expectLostNetwork();
        cable.cut();
        cleo.readsNotice("Ada lost the connection");
        cleo.isLocked("Ada is offline.");
        ada.hasLostTheConnection();
        ada.says("written into the void");
        ada.snap("lost");
        cable.mend();
        ada.isConnected();
        ada.is("Online");
        ada.sees(StaffPage.Queue.PAUSED, ticket);
        cleo.readsNotice("Ada is back. Waiting for them to pick up the chat again.");
        cleo.doesNotSee("written into the void");
        ada.snap("back");
        ada.picks(ticket);
        cleo.mayWrite();
    }

    /** The customer opens a ticket and Ada picks it, so that both may write. */
    private StaffPage chat(CustomerPage customer, String subject, String description) {
        String ticket = customer.opensTicket(subject, description);
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        customer.mayWrite();
        return ada;
    }
}
