package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What the page offers to those who see, hear, point or type in another way. */
class AccessJourneyTests extends Journey {

    private static final Pattern NOT_CONNECTED = Pattern.compile("Possible as soon as the connection is back");
    private static final int MORE_THAN_A_SNAPSHOT = 220;

    private static final String SCROLL_UP_TO = """
        async (box, text) => {
          while (![...box.querySelectorAll('.message__text')].some((one) => one.textContent.trim() === text)) {
            box.scrollTop = 0;
            await new Promise(requestAnimationFrame);
          }
        }\
        """;

    @Test
    void singleKeysCanBeSwitchedOff() {
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        Locator help = page.getByRole(AriaRole.DIALOG);
        page.keyboard().press("?");
        assertThat(help).isVisible();
        page.keyboard().press("Escape");
        wantsSingleKeys(ada, false);

        page.keyboard().press("?");
        page.keyboard().press("/");
        assertThat(help).isHidden();
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).not().isFocused();
        ada.button("Keyboard shortcuts").click();
        assertThat(help).containsText("Single keys are switched off in the settings.");
        page.keyboard().press("Escape");

        ada.reload();
        ada.isConnected();
        page.keyboard().press("?");
        page.keyboard().press("/");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).not().isFocused();
        assertThat(help).isHidden();
        wantsSingleKeys(ada, true);
        page.keyboard().press("?");
        assertThat(help).isVisible();
    }

    private static void wantsSingleKeys(StaffPage agent, boolean wanted) {
        agent.opensSettings();
        agent.page().getByLabel("Single keys (j, k, p, r, /, ?)").setChecked(wanted);
        agent.page().keyboard().press("Escape");
        assertThat(agent.page().locator("#settings")).isHidden();
    }

    @Test
    void thePanesChangeTheirWidthWithoutDragging() {
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        Locator splitter = page.getByRole(AriaRole.SEPARATOR, DeskPage.named("Width of the queues"));
        assertThat(splitter).hasAttribute("aria-valuenow", "320");
        page.locator("pane-splitter.at-start").hover();
        presses(page, "Width of the queues: Wider");
        assertThat(splitter).hasAttribute("aria-valuenow", "368");
        Assertions.assertThat(page.locator("queue-pane").boundingBox().width).isEqualTo(368);
        presses(page, "Width of the queues: Narrower");
        assertThat(splitter).hasAttribute("aria-valuenow", "320");

        splitter.focus();
        page.keyboard().press("ArrowRight");
        assertThat(splitter).hasAttribute("aria-valuenow", "336");
        page.keyboard().press("End");
        assertThat(splitter).hasAttribute("aria-valuenow", "460");
        page.keyboard().press("Home");
        assertThat(splitter).hasAttribute("aria-valuenow", "240");
        page.keyboard().press("Enter");
        assertThat(splitter).hasAttribute("aria-valuenow", "320");

        ada.choosesLanguage("العربية");
        page.locator("pane-splitter.at-start .splitter__step--left").click();
        assertThat(page.locator("pane-splitter.at-start .splitter")).hasAttribute("aria-valuenow", "368");
    }

    private static void presses(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, DeskPage.named(name)).click();
    }

    @Test
    void whatIsNewIsReadAloudAndWhatIsOlderIsNot() {
        StaffPage ada = agent("Ada").goes("Online");
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("A long story", "It begins.");
        ada.picks(ticket);
        cleo.mayWrite();
        ada.page().evaluate("""
            async (n) => {
              const { space } = document.querySelector('staff-app').page.login;
              const { thread } = document.querySelector('chat-thread').feed;
              for (let i = 1; i <= n; i++) await space.say(thread, `Line ${i}`);
              while (space.outbox.size) await new Promise((wait) => setTimeout(wait, 50));
            }\
            """, MORE_THAN_A_SNAPSHOT);
        cleo.reads("Line " + MORE_THAN_A_SNAPSHOT);
        cleo.reload();
        cleo.reads("Line " + MORE_THAN_A_SNAPSHOT);
        cleo.doesNotSee("Line 1");
        hears(cleo.page());
        cleo.page().locator(".thread").evaluate(SCROLL_UP_TO, "Line 1");
        cleo.reads("Line 1");
        cleo.page().locator(".thread").evaluate("(box) => { box.scrollTop = box.scrollHeight; }");
        ada.says("Something new");
        cleo.reads("Something new");
        Assertions.assertThat(heard(cleo.page())).containsExactly("Ada: Something new");
        cleo.says("My own");
        cleo.hasSaid("My own");
        ada.releases();
        cleo.isLocked("You can write as soon as");
        Assertions.assertThat(heard(cleo.page())).hasSize(2).last().asString().contains("released the ticket");
    }

    /** Notes what appears in the conversation's live regions, as a screen reader does. */
    private static void hears(Page page) {
        page.evaluate("""
            () => {
              window.heard = [];
              const live = (node) => {
                const region = node.closest?.('[aria-live], [role=status], [role=alert], [role=log]');
                return region && region.getAttribute('aria-live') !== 'off' && !region.matches('.status-card');
              };
              new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
                for (const added of addedNodes) {
                  if (added.textContent?.trim() && live(target)) window.heard.push(added.textContent.trim());
                }
              })).observe(document.querySelector('.conversation'), { subtree: true, childList: true });
            }\
            """);
    }

    @SuppressWarnings("unchecked")
    private static List<String> heard(Page page) {
        return (List<String>) page.evaluate("heard");
    }

    @Test
    void whatCannotBePressedSaysWhy() {
        StaffPage ada = agent("Ada").goes("Online");
        Page page = ada.page();
        String mine = desk.ticket("Cleo", "Mine", "…", "NORMAL");
        String waiting = desk.ticket("Dora", "Waiting", "…", "NORMAL");
        ada.picks(mine);
        ada.person().complaints().expectLostNetwork();
        ada.person().offline(true);
        assertThat(ada.banner()).containsText("The connection is lost.");

        Locator hint = page.locator(".tooltip");
        Locator solve = ada.button("Solve");
        assertThat(solve).hasAttribute("aria-disabled", "true");
        assertThat(solve).hasAccessibleDescription(NOT_CONNECTED);
        solve.focus();
        assertThat(solve).isFocused();
        assertThat(hint).hasText(NOT_CONNECTED);
        page.keyboard().press("Enter");
        assertThat(solve).isFocused();
        page.keyboard().press("Escape");
        assertThat(hint).isHidden();

        Locator pick = ada.picking(waiting);
        assertThat(pick).hasAccessibleDescription(NOT_CONNECTED);
        pick.dispatchEvent("click");
        assertThat(hint).hasText(NOT_CONNECTED);
        assertThat(pick).isVisible();
        page.locator("presence-switch .segment--AWAY").dispatchEvent("click");
        assertThat(hint).isVisible();
        ada.is("Online");

        Locator send = ada.button("Send");
        assertThat(send).hasAttribute("aria-disabled", "true");
        assertThat(send).hasAccessibleDescription("Write something first.");
        ada.types("Hello");
        assertThat(send).not().hasAttribute("aria-disabled", "true");

        ada.person().offline(false);
        ada.isConnected();
        assertThat(solve).not().hasAttribute("aria-disabled", "true");
        assertThat(hint).isHidden();
        ada.sees(Queue.MINE, mine);
    }

    @Test
    void aToastThatOffersSomethingStaysUntilItIsOver() {
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage ben = agent("Ben").goes("Online");
        String[] tickets = new String[5];
        for (int n = 0; n < tickets.length; n++) {
            tickets[n] = desk.ticket("Customer " + n, "Ticket " + n, "…", "NORMAL");
        }
        ada.isToasted("New ticket: Ticket 4");
        assertThat(ada.toasts()).hasCount(3);
        assertThat(ada.page().locator(".toasts__more")).containsText("and 2 more");
        ben.picks(tickets[4]);
        assertThat(ada.toasts().filter(new Locator.FilterOptions().setHasText("Ticket 4")))
                .hasCount(0);
        ada.isToasted("New ticket: Ticket 1");
        ada.looksAt(tickets[1]);
        assertThat(ada.toasts().filter(new Locator.FilterOptions().setHasText("Ticket 1")))
                .hasCount(0);
        assertThat(ada.toasts()).hasCount(3);
        assertThat(ada.page().locator(".toasts__more")).hasCount(0);
    }

    @Test
    void stateShowsInForcedColoursToo() {
        StaffPage ada = agent("Ada").goes("Online");
        String mine = desk.ticket("Cleo", "Mine", "…", "NORMAL");
        String other = desk.ticket("Dora", "Other", "…", "NORMAL");
        ada.picks(mine);
        ada.says("Hello");
        ada.hasSaid("Hello");
        Page page = ada.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        ada.snap("forced colours");
        differ(page, "backgroundColor", ".segment--ONLINE > span", ".segment--AWAY > span");
        differ(page, "backgroundColor", ".presence .dot--ONLINE", ".presence .dot--OFFLINE");
        differ(page, "outlineWidth", ".ticket-row--open", "[data-id='" + other + "']");
        differ(page, "borderTopWidth", ".message--mine .message__text", ".message--description .message__text");
        differ(page, "borderTopWidth", ".conversation__next", ".conversation__release");
        differ(page, "borderTopStyle", ".avatar", ".ticket-row__link");
        differ(page, "borderTopColor", ".composer__send", ".button--primary");
    }

    private static void differ(Page page, String property, String one, String another) {
        Assertions.assertThat(computed(page, property, one))
                .as("%s of %s and of %s", property, one, another)
                .isNotEqualTo(computed(page, property, another));
    }

    private static Object computed(Page page, String property, String selector) {
        return page.locator(selector).first().evaluate("(e, property) => getComputedStyle(e)[property]", property);
    }
}
