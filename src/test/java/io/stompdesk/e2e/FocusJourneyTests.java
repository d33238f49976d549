package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Where the keyboard focus is, and that it is visible. */
class FocusJourneyTests extends Journey {

    private static final int TICKETS = 14;
    private static final int COPIES = 300;
    private static final int STOPS = 24;

    @Test
    void afterPickTheMessageFieldHasTheFocus() {
        StaffPage ada = agent("Ada").goes("Online");
        Page page = ada.page();
        String fromTheQueue = desk.ticket("Cleo", "From the queue", "…", "NORMAL");
        ada.picks(fromTheQueue);
        assertThat(ada.field()).isFocused();
        page.keyboard().press("Escape");

        String byKey = desk.ticket("Dora", "By key", "…", "NORMAL");
        ada.looksAt(byKey);
        ada.isLocked("You are looking. Pick to answer.");
        page.keyboard().press("p");
        assertThat(ada.field()).isFocused();
        page.keyboard().press("Escape");

        String fromTheThread = desk.ticket("Emil", "From the thread", "…", "NORMAL");
        ada.looksAt(fromTheThread);
        Locator pick = page.locator(".composer--locked").getByText("Pick", DeskPage.exact());
        pick.focus();
        page.keyboard().press("Enter");
        assertThat(ada.field()).isFocused();
    }

    @Test
    void theFocusStaysWhereOneWorksWhenWhatHadItGoes() {
        StaffPage ada = agent("Ada").goes("Online");
        StaffPage ben = agent("Ben").goes("Online");
        Page page = ada.page();
        String taken = desk.ticket("Cleo", "Taken by Ben", "…", "NORMAL");
        String solved = desk.ticket("Dora", "Solved by Ada", "…", "NORMAL");
        ada.picking(taken).focus();
        ben.picks(taken);
        ada.sees(Queue.WAITING, solved);
        hasFocus(page.locator("queue-pane .queues"));

        ada.picks(solved);
        Locator solve = ada.button("Solve");
        solve.focus();
        page.keyboard().press("Enter");
        ada.isLocked("This ticket is solved.");
        hasFocus(page.locator(".conversation"));

        desk.ticket("Emil", "News", "…", "NORMAL");
        ada.isToasted("New ticket: News");
        Locator dismiss = ada.toasts().getByLabel("Dismiss");
        dismiss.focus();
        page.keyboard().press("Enter");
        assertThat(ada.toasts()).hasCount(0);
        hasFocus(page.locator(".toasts"));

        ada.opensSettings();
        ada.button("Change the password").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        hasFocus(page.locator("settings-menu button[aria-controls=settings]"));
    }

    @Test
    void onAPhoneTheFocusFollowsToThePaneThatIsShown() {
        StaffPage ada = agent("Ada", Look.USUAL.phone()).goes("Online");
        String ticket = desk.ticket("Cleo", "On a phone", "…", "NORMAL");
        Locator row = ada.row(Queue.WAITING, ticket).locator(".ticket-row__link");
        row.focus();
        ada.page().keyboard().press("Enter");
        ada.isLocked("You are looking. Pick to answer.");
        hasFocus(ada.page().locator("main"));
    }

    @Test
    void aRowThatIsScrolledAwayKeepsTheFocus() {
        desk.ticket("Cleo", "The only one", "…", "NORMAL");
        StaffPage ada = agent("Ada").goes("Offline");
        Page page = ada.page();
        assertThat(ada.queue(Queue.WAITING).locator(".ticket-row")).hasCount(1);
        page.evaluate("""
            (copies) => {
              const { queues } = document.querySelector('staff-app').page.desk;
              const [ticket] = queues.list('waiting');
              for (let i = 1; i <= copies; i++) queues.put({ ...ticket, id: `COPY${1000 + i}`, subject: `Copy ${i}` });
            }\
            """, COPIES);
        Locator third = page.locator("[aria-posinset='3']");
        Locator link = third.locator("a");
        link.focus();
        for (int far : new int[] {100, COPIES}) {
            page.evaluate("(far) => { document.querySelector('.pane--queues').scrollTop = 65 * far }", far);
            assertThat(page.locator("[aria-posinset='" + far + "']")).isInViewport();
            assertThat(link).isFocused();
            assertThat(third).not().isInViewport();
        }
        page.keyboard().press("Tab");
        assertThat(third.locator("button")).isFocused();
        assertThat(third).isInViewport();
        Locator fourth = page.locator("[aria-posinset='4']");
        assertThat(fourth).isInViewport();
        page.keyboard().press("Tab");
        assertThat(fourth.locator("a")).isFocused();
    }

    @Test
    void nothingThatHasTheFocusIsHiddenUnderAHeadThatStays() {
        StaffPage ada = agent("Ada", Look.USUAL.sized(1280, 560)).goes("Offline");
        Page page = ada.page();
        for (int n = 1; n <= TICKETS; n++) {
            desk.ticket("Customer " + n, "Ticket " + n, "…", "NORMAL");
        }
        assertThat(ada.queue(Queue.WAITING).locator(".ticket-row")).hasCount(TICKETS);
        ada.queue(Queue.WAITING).locator(".ticket-row__pick").last().focus();
        for (int stop = 0; stop < STOPS; stop++) {
            page.keyboard().press("Shift+Tab");
            Assertions.assertThat(whatHidesTheFocus(page)).isEmpty();
        }
        for (int stop = 0; stop < STOPS; stop++) {
            page.keyboard().press("Tab");
            Assertions.assertThat(whatHidesTheFocus(page)).isEmpty();
        }
    }

    /** The elements that cover the upper or lower edge of the focused element. */
    private static List<?> whatHidesTheFocus(Page page) {
        return (List<?>) page.evaluate("""
            () => {
              const focused = document.activeElement;
              const { left, top, width, height } = focused.getBoundingClientRect();
              return [top + 3, top + height - 3]
                .map((y) => document.elementFromPoint(left + width / 2, y))
                .filter((at) => !at || !(focused.contains(at) || at.contains(focused) && at.matches('a, button')))
                .map((at) => `${focused.outerHTML.slice(0, 80)} under ${at?.outerHTML.slice(0, 80)}`);
            }\
            """);
    }

    private static void hasFocus(Locator home) {
        assertThat(home).isFocused();
    }
}
