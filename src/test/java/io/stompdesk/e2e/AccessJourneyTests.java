package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ForcedColors;
import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What the pages offer to people who use a screen reader, a keyboard, touch or high contrast. */
class AccessJourneyTests extends Journey {

    private static final Pattern NOT_CONNECTED = Pattern.compile("Possible as soon as the connection is back");
    private static final int MORE_THAN_A_SNAPSHOT = 220;
    private static final int STEPS = 20;

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
        // Where the bar has no room for that button, the settings lead there too.
        page.setViewportSize(1000, 700);
        assertThat(ada.button("Keyboard shortcuts")).isHidden();
        ada.opensSettings();
        ada.button("Show the shortcuts").click();
        assertThat(help).isVisible();
        page.keyboard().press("Escape");
        page.setViewportSize(Look.USUAL.width(), Look.USUAL.height());

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
        page.locator("pane-splitter.at-start").hover();
        saysWhy(page, "Width of the queues: Wider", "The pane cannot be wider.");
        page.keyboard().press("Home");
        assertThat(splitter).hasAttribute("aria-valuenow", "240");
        saysWhy(page, "Width of the queues: Narrower", "The pane cannot be narrower.");
        page.keyboard().press("Enter");
        assertThat(splitter).hasAttribute("aria-valuenow", "320");

        ada.choosesLanguage("العربية");
        page.locator("pane-splitter.at-start .splitter__step--left").click();
        assertThat(page.locator("pane-splitter.at-start .splitter")).hasAttribute("aria-valuenow", "368");
    }

    private static void saysWhy(Page page, String button, String reason) {
        Locator disabled = page.getByRole(AriaRole.BUTTON, DeskPage.named(button));
        assertThat(disabled).hasAttribute("aria-disabled", "true");
        assertThat(disabled).hasAccessibleDescription(reason);
        disabled.hover();
        assertThat(page.locator(".tooltip")).hasText(reason);
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

    /** Records what appears in the live regions of the conversation, as a screen reader would. */
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
        ada.hasLostTheConnection();

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
    void theReasonStaysWhileOnePointsAtItAndGoesWithItsButton() {
        StaffPage ada = agent("Ada").goes("Online");
        Page page = ada.page();
        ada.picks(desk.ticket("Cleo", "Mine", "…", "NORMAL"));
        ada.person().complaints().expectLostNetwork();
        ada.person().offline(true);
        ada.hasLostTheConnection();

        Locator hint = page.locator(".tooltip");
        Locator solve = ada.button("Solve");
        Locator subject = page.locator(".conversation__subject");
        solve.hover();
        assertThat(hint).isVisible();
        pointsAt(page, hint);
        assertThat(hint).isVisible();
        pointsAt(page, subject);
        assertThat(hint).isHidden();

        solve.focus();
        page.keyboard().press("Shift");
        assertThat(hint).isVisible();
        pointsAt(page, subject);
        assertThat(hint).isVisible();
        page.keyboard().press("Escape");
        assertThat(hint).isHidden();

        // Shown by a press, with neither the pointer nor the focus there: nothing else hides it.
        solve.dispatchEvent("click");
        assertThat(hint).isVisible();
        page.evaluate("location.hash = '#/'");
        assertThat(solve).hasCount(0);
        assertThat(hint).isHidden();
    }

    /** In steps, over all that lies on the way. */
    private static void pointsAt(Page page, Locator target) {
        BoundingBox box = target.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2, new Mouse.MoveOptions().setSteps(STEPS));
        page.evaluate("() => new Promise(requestAnimationFrame)");
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
    void aToastThatHasTheFocusStaysAsOthersCome() {
        StaffPage ada = agent("Ada").goes("Online");
        desk.ticket("Cleo", "The first", "…", "NORMAL");
        ada.isToasted("New ticket: The first");
        Locator look = ada.toasts().getByText("Look");
        look.focus();
        for (int n = 1; n <= 4; n++) {
            desk.ticket("Customer " + n, "Ticket " + n, "…", "NORMAL");
        }
        Locator more = ada.page().locator(".toasts__more");
        assertThat(more).containsText("and 4 more");
        assertThat(look).isFocused();
        assertThat(ada.toasts()).hasCount(1);
        ada.page().getByRole(AriaRole.SEARCHBOX).focus();
        assertThat(ada.toasts()).hasCount(3);
        assertThat(more).containsText("and 2 more");
        assertThat(ada.page().locator("toast-stack [role=status]"))
                .containsText("New ticket: The first from Guest Cleo");
    }

    @Test
    void toastsLieOverNothingThatCanBeScrolled() {
        StaffPage ada = agent("Ada").goes("Online");
        Page page = ada.page();
        ada.picks(desk.ticket("Cleo", "Mine", "…", "NORMAL"));
        for (int n = 0; n < 4; n++) {
            desk.ticket("Customer " + n, "Ticket " + n, "…", "NORMAL");
        }
        ada.isToasted("New ticket: Ticket 3");
        endsAboveTheToasts(page, "side-pane");
        page.setViewportSize(1000, 700);
        assertThat(ada.toasts()).hasCount(1);
        endsAboveTheToasts(page, "queue-pane");
        page.setViewportSize(Look.USUAL.phone().width(), Look.USUAL.phone().height());
        endsAboveTheToasts(page, "chat-thread");
        ada.button("Details").click();
        endsAboveTheToasts(page, "side-pane");
        page.navigate(page.url().replaceAll("#.*", "#/"));
        endsAboveTheToasts(page, "queue-pane");
        page.locator(".toasts__more button").click();
        assertThat(ada.toasts()).hasCount(0);
        page.waitForFunction("document.querySelector('queue-pane').getBoundingClientRect().bottom === innerHeight");
    }

    private static void endsAboveTheToasts(Page page, String pane) {
        page.waitForFunction("""
            (pane) => document.querySelector(pane).getBoundingClientRect().bottom
              <= document.querySelector('.toasts').getBoundingClientRect().top\
            """, pane);
    }

    @Test
    void whatIsPressedLooksPressed() {
        CustomerPage cleo = customer("Cleo");
        cleo.page().getByRole(AriaRole.LINK, DeskPage.named("Log in")).click();
        looksOtherWhilePressed(cleo.button("Create an account instead"));
        Locator show = cleo.button("Show the password");
        assertThat(show).hasAttribute("aria-pressed", "false");
        show.hover();
        Object pointedAt = lookOf(show);
        show.click();
        assertThat(show).hasAttribute("aria-pressed", "true");
        assertThat(cleo.page().locator("#password")).hasAttribute("type", "text");
        Assertions.assertThat(lookOf(show)).isNotEqualTo(pointedAt);
        cleo.snap("pressed");
        cleo.page().getByRole(AriaRole.LINK, DeskPage.named("Back")).click();
        cleo.opensTicket("A number", "To be copied.");
        looksOtherWhilePressed(cleo.page().locator("button.ticket-id"));
    }

    private static void looksOtherWhilePressed(Locator button) {
        button.hover();
        Object pointedAt = lookOf(button);
        button.page().mouse().down();
        Assertions.assertThat(lookOf(button)).isNotEqualTo(pointedAt);
        // Let go elsewhere, so that nothing is done.
        button.page().mouse().move(0, 0);
        button.page().mouse().up();
    }

    private static Object lookOf(Locator button) {
        return button.evaluate(
                "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.textDecoration,"
                        + " s.scale] }");
    }

    @Test
    void theStatusThatOneWishesForIsTheOneThatPulses() {
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        page.evaluate("""
            () => {
              const { desk } = document.querySelector('staff-app').page;
              const setPresence = desk.setPresence.bind(desk);
              desk.setPresence = async (status) => {
                await new Promise((goOn) => { window.answer = goOn; });
                return setPresence(status);
              };
            }\
            """);
        page.locator(".segment--AWAY").click();
        assertThat(page.locator(".segment--AWAY .dot")).hasCSS("animation-name", "pulse");
        assertThat(page.locator(".segment--OFFLINE .dot")).hasCSS("animation-name", "none");
        page.evaluate("answer()");
        ada.is("Away");
        assertThat(page.locator(".segment--AWAY .dot")).hasCSS("animation-name", "none");
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
