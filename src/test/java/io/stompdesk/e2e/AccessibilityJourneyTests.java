package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class AccessibilityJourneyTests extends Journey {

    private static final int STOPS = 40;

    /** The languages and themes of a page. */
    private record Dress(String language, String theme) {}

    private static final List<Dress> DRESSES = List.of(new Dress("ar", "dark"), new Dress("en", "light"));

    @Test
    void nothingIsWrongWithTheCustomersPageInAnyStateLanguageAndTheme() {
        CustomerPage cleo = customer("Cleo");
        assertThat(cleo.button("Open a ticket")).isVisible();
        check(cleo, "start");
        cleo.button("Open a ticket").click();
        assertThat(cleo.page().locator(".field__error").first()).isVisible();
        check(cleo, "start with errors");
        cleo.page().getByRole(AriaRole.LINK, DeskPage.named("Log in")).click();
        assertThat(cleo.page().getByLabel("User name")).isVisible();
        check(cleo, "login");
        cleo.button("Create an account instead").click();
        assertThat(cleo.page().getByLabel("Your name")).isVisible();
        check(cleo, "register");
        cleo.page().getByRole(AriaRole.LINK, DeskPage.named("Back")).click();

        String ticket = cleo.opensTicket("A test of everything", "With https://example.org in it.");
        cleo.isTold("You are next.");
        check(cleo, "waiting");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        ada.says("Hello");
        cleo.reads("Hello");
        cleo.says("Hello too");
        cleo.hasSaid("Hello too");
        check(cleo, "chat");
        cleo.opensSettings();
        check(cleo, "settings");
        cleo.page().keyboard().press("Escape");
        ada.goes("Offline");
        cleo.isLocked("Ada is offline.");
        check(cleo, "paused");
        cleo.button("This is solved").click();
        assertThat(cleo.page().getByRole(AriaRole.DIALOG)).isVisible();
        check(cleo, "dialog");
        cleo.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, DeskPage.within("This is solved"))
                .click();
        cleo.isLocked("This ticket is solved.");
        check(cleo, "resolved");
        cleo.page().navigate(cleo.page().url().replaceAll("#.*", "#/"));
        assertThat(cleo.ticketLink("A test of everything")).isVisible();
        check(cleo, "my tickets");
    }

    @Test
    void nothingIsWrongWithTheStaffPageInAnyStateLanguageAndTheme() {
        StaffPage ada = agentAtTheDoor("Ada", Look.USUAL);
        ada.isAtTheDoor();
        check(ada, "door");
        ada.logsIn().goes("Offline");
        check(ada, "empty");

        CustomerPage cleo = customer("Cleo");
        String mine = cleo.opensTicket("Mine", "With a description.");
        ada.goes("Online");
        ada.picks(mine);
        cleo.mayWrite();
        cleo.says("Hello");
        ada.reads("Hello");
        ada.says("Hello too");
        ada.hasSaid("Hello too");
        desk.ticket("Dora", "Urgent", "Now!", "URGENT");
        desk.ticket("Emil", "High", "Soon.", "HIGH");
        String look = desk.ticket("Frida", "Low", "Some time.", "LOW");
        ada.isToasted("New ticket: Low");
        ada.page().locator(".queue--colleagues .queue__head").click();
        ada.page().locator(".queue--resolved .queue__head").click();
        check(ada, "full");
        ada.looksAt(look);
        ada.isLocked("You are looking. Pick to answer.");
        check(ada, "looking");
        ada.button("Keyboard shortcuts").click();
        assertThat(ada.page().getByRole(AriaRole.DIALOG)).isVisible();
        check(ada, "dialog");
        ada.page().keyboard().press("Escape");
        ada.opensSettings();
        ada.button("Change the password").click();
        ada.button("Change it").click();
        assertThat(ada.page().locator(".field__error").first()).isVisible();
        check(ada, "password");
        ada.page().keyboard().press("Escape");
        ada.searches("urgent");
        ada.found("1 ticket");
        check(ada, "found");
        ada.searches("");
        ada.goes("Offline");
        ada.sees(Queue.PAUSED, mine);
        check(ada, "offline");
    }

    @Test
    void aCustomerAndAnAgentNeedNoMouse() {
        CustomerPage cleo = customer("Cleo");
        assertThat(cleo.button("Open a ticket")).isVisible();
        Page customer = cleo.page();
        writes(customer, customer.getByLabel("Your name"), "Cleo");
        writes(customer, customer.getByLabel("Subject"), "No mouse");
        writes(customer, customer.getByLabel("What happened?"), "It ran away.");
        presses(customer, cleo.button("Open a ticket"), "Enter");
        String ticket = cleo.ticketId();

        StaffPage ada = agent("Ada");
        Page staff = ada.page();
        Locator offline = staff.locator("presence-switch").getByRole(AriaRole.RADIO, DeskPage.within("Offline"));
        goesTo(staff, offline);
        staff.keyboard().press("ArrowLeft");
        ada.is("Away");
        goesTo(staff, staff.locator("presence-switch input:checked"));
        staff.keyboard().press("ArrowLeft");
        ada.is("Online");
        presses(staff, ada.picking(ticket), "Enter");
        ada.mayWrite();
        goesTo(staff, ada.field());
        staff.keyboard().type("Here is another one.");
        staff.keyboard().press("Enter");
        ada.hasSaid("Here is another one.");

        cleo.reads("Here is another one.");
        goesTo(customer, cleo.field());
        customer.keyboard().type("Thank you!");
        customer.keyboard().press("Enter");
        ada.reads("Thank you!");
    }

    private static void check(DeskPage desk, String state) {
        Page page = desk.page();
        for (Dress dress : DRESSES) {
            wear(page, dress);
            AxeResults results = analysed(desk);
            Assertions.assertThat(results.getViolations())
                    .as("%s, %s, %s", state, dress.language(), dress.theme())
                    .isEmpty();
            fitsAPhone(desk, state + " " + dress.language());
        }
        desk.snap(state);
    }

    /** Axe adds inline styles and loads style sheets, which the browser blocks and reports. */
    private static AxeResults analysed(DeskPage desk) {
        Complaints complaints = desk.person().complaints();
        desk.page().title();
        int before = complaints.mark();
        // There are no frames of other origins, for which axe would open another page each time.
        AxeResults results = new AxeBuilder(desk.page()).setLegacyMode(true).analyze();
        desk.page().title();
        complaints.ignoreSince(before);
        return results;
    }

    private static void fitsAPhone(DeskPage desk, String state) {
        Page page = desk.page();
        page.setViewportSize(360, 740);
        desk.snap(state + " phone");
        desk.fitsTheScreen();
        page.setViewportSize(Look.USUAL.width(), Look.USUAL.height());
    }

    private static void wear(Page page, Dress dress) {
        page.evaluate("""
            async ({ language, theme }) => {
              const js = (path) =>
                import(new URL(path, document.querySelector('script[src$="theme-first.js"]').src));
              (await js('base/theme.js')).theme.choose(theme);
              await (await js('base/i18n/i18n.js')).i18n.choose(language);
              await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
              await Promise.all(document.getAnimations()
                .filter((a) => a.effect.getComputedTiming().iterations !== Infinity).map((a) => a.finished.catch(() => {})));
            }\
            """, java.util.Map.of("language", dress.language(), "theme", dress.theme()));
    }

    private static void writes(Page page, Locator field, String text) {
        goesTo(page, field);
        page.keyboard().type(text);
    }

    private static void presses(Page page, Locator button, String key) {
        goesTo(page, button);
        page.keyboard().press(key);
    }

    /** Moves on with the tab key, as people without a mouse do. */
    private static void goesTo(Page page, Locator target) {
        assertThat(target).isVisible();
        for (int stop = 0; stop < STOPS; stop++) {
            if ((boolean) target.evaluate("e => e === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        Assertions.fail("The tab key does not lead to " + target);
    }
}
