package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoginJourneyTests extends Journey {

    @Test
    void aWrongPasswordIsSaidAndTheRightOneLetsIn() {
        StaffPage ada = agentAtTheDoor("Ada", Look.USUAL);
        ada.person().complaints().expect("status of 401 .* @ \\S+/api/session\\b");
        ada.snap("door");
        ada.logsIn("not the password");
        assertThat(ada.page().getByRole(AriaRole.ALERT)).hasText("The user name or the password is wrong.");
        ada.snap("wrong");
        ada.logsIn();
    }

    @Test
    void aCustomerRegistersAndFindsTheirTicketsOnAnotherDevice() {
        String username = "cleo-" + UUID.randomUUID().toString().substring(0, 8);
        CustomerPage cleo = customer("Cleo");
        cleo.registers("Cleo " + username, username, DeskServer.PASSWORD);
        cleo.opensTicket("Seen everywhere", "I hope.");

        CustomerPage phone = customer("Cleo's phone", Look.USUAL.phone());
        phone.page().getByRole(AriaRole.LINK, DeskPage.named("Log in")).click();
        phone.logsIn(username, DeskServer.PASSWORD);
        assertThat(phone.ticketLink("Seen everywhere")).containsText("Waiting");
        phone.snap("my tickets");
        phone.ticketLink("Seen everywhere").click();
        phone.isTold("You are next.");
        phone.saysItIsSolved();
        cleo.readsNotice("Solved by Cleo " + username);
    }

    @Test
    void aPasswordIsChangedAndOtherDevicesAreLoggedOut() {
        String username = "nina-" + UUID.randomUUID().toString().substring(0, 8);
        CustomerPage nina = customer("Nina");
        nina.registers("Nina " + username, username, "short");
        nina.shows("At least 10 characters.");
        nina.page().locator("#password").fill(DeskServer.PASSWORD);
        nina.button("Create the account").click();
        assertThat(nina.button("Open a ticket")).isVisible();
        nina.isConnected();
        CustomerPage phone = customer("Nina's phone", Look.USUAL.phone());
        phone.page().getByRole(AriaRole.LINK, DeskPage.named("Log in")).click();
        phone.logsIn(username, DeskServer.PASSWORD);
        phone.isConnected();

        nina.person().complaints().expect("status of 401 .* @ \\S+/api/account/password");
        nina.changesPassword("not this one", "another-long-password");
        nina.shows("The present password is not right.");
        nina.snap("wrong password");
        nina.page().getByLabel("Present password").fill(DeskServer.PASSWORD);
        nina.button("Change it").click();
        nina.shows("The password is changed.");
        nina.isConnected();

        phone.shows("Your login has ended. Please log in again.");
        phone.logsIn(username, "another-long-password");
        phone.isConnected();
    }

    @Test
    void languageAndAppearanceAreKept() {
        CustomerPage cleo = customer("Cleo");
        assertThat(cleo.button("Open a ticket")).isVisible();
        cleo.choosesTheme("dark");
        cleo.choosesLanguage("Deutsch");
        cleo.shows("Wie können wir helfen?");
        cleo.reload();
        cleo.shows("Wie können wir helfen?");
        assertThat(cleo.page().locator("html")).hasAttribute("lang", "de");
        assertThat(cleo.page().locator("html")).hasAttribute("data-theme", "dark");
        cleo.choosesLanguage("العربية");
        assertThat(cleo.page().locator("html")).hasAttribute("dir", "rtl");
        cleo.snap("arabic");
        cleo.choosesLanguage("English");
        cleo.shows("How can we help?");
    }

    @Test
    void loggingOutInOneTabLogsOutTheOther() {
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage second = ada.secondTab();
        second.isConnected();
        ada.logsOut();
        ada.isAtTheDoor();
        second.isAtTheDoor();
        second.reload();
        second.isAtTheDoor();
    }

    @Test
    void aGuestIsWarnedBeforeLoggingOut() {
        CustomerPage cleo = customer("Cleo");
        cleo.opensTicket("Only here", "In this browser.");
        cleo.logsOut();
        assertThat(cleo.page().getByRole(AriaRole.DIALOG)).containsText("you cannot come back to these tickets");
        cleo.snap("warned");
        cleo.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, DeskPage.within("Log out"))
                .click();
        assertThat(cleo.page().getByLabel("Your name")).isVisible();
    }
}
