package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.stompdesk.DeskTest;
import io.stompdesk.e2e.StaffPage.Queue;
import io.stompdesk.stream.Writer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How often the components of a page are drawn, and what a page shows and tells after it has missed much. */
@DeskTest(properties = {"stompdesk.limits.enabled=off", "stompdesk.presence.grace=5s"})
class DrawingJourneyTests {

    /** More than a list draws as a whole. */
    private static final int MANY = 120;

    private static final int MISSED = 40;

    /** Counts the draws of each component, but for those that tick. */
    private static final String COUNT = """
        () => {
          window.draws = new Map();
          window.frameCount = 0;
          const { prototype } = Object.getPrototypeOf(customElements.get('queue-pane'));
          const { performUpdate } = prototype;
          prototype.performUpdate = function counted() {
            const ticks = this.matches('time-since, dashboard-bar, connection-banner, typing-line');
            if (this.isUpdatePending && !ticks) window.draws.set(this, (window.draws.get(this) ?? 0) + 1);
            return performUpdate.call(this);
          };
          const frame = () => {
            window.frameCount++;
            requestAnimationFrame(frame);
          };
          frame();
        }\
        """;

    private static final String TWO_FRAMES =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

    @RegisterExtension
    final Stage stage = new Stage();

    @LocalServerPort
    private int port;

    @Autowired
    private Writer writer;

    private DeskServer desk;

    @BeforeEach
    void desk() {
        desk = new DeskServer(port);
    }

    @Test
    void aThousandEventsAreDrawnTogether() {
        desk.tickets(MANY);
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        assertThat(ada.queue(Queue.WAITING).locator(".ticket-row").first()).isVisible();
        count(page);
        page.evaluate("""
            () => {
              const { queues } = document.querySelector('staff-app').page.desk;
              const ids = queues.list('waiting').map(({ id }) => id);
              for (let n = 0; n < 10; n++) {
                for (const id of ids) {
                  const ticket = queues.get(id);
                  queues.put({ ...ticket, head: ticket.head + 1, subject: `Subject ${n}` });
                }
              }
            }\
            """);
        page.evaluate(TWO_FRAMES);
        assertThat(drawn(page, "queue-pane")).isOne();
        assertThat(drawn(page, ".queue--waiting ticket-list")).isOne();
        assertThat(ada.queue(Queue.WAITING).locator(".ticket-row__link").first())
                .hasText("Subject 9");

        page.evaluate("draws.clear()");
        page.evaluate("""
            () => {
              const { queues } = document.querySelector('staff-app').page.desk;
              for (const ticket of queues.list('waiting')) queues.put({ ...ticket, head: ticket.head + 1 });
            }\
            """);
        page.evaluate(TWO_FRAMES);
        assertThat(drawn(page, "*")).isZero();
    }

    @Test
    void aNewTicketDrawsItsListOnce() {
        desk.tickets(MANY);
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        assertThat(ada.queue(Queue.WAITING).locator(".ticket-row").first()).isVisible();
        count(page);
        String ticket = desk.ticket("Dora", "It burns", "Now.", "URGENT");
        assertThat(ada.row(Queue.WAITING, ticket)).isVisible();
        page.evaluate(TWO_FRAMES);
        assertThat(drawn(page, ".queue--waiting ticket-list")).isOne();
        assertThat(drawn(page, "thread-pane, side-pane, people-here")).isZero();
    }

    @Test
    void aMessageDrawsItsThreadAndNothingBesides() {
        desk.tickets(MANY);
        StaffPage ada = agent("Ada").goes("Online");
        CustomerPage cleo = CustomerPage.open(stage.person("Cleo", port, Look.USUAL));
        String ticket = cleo.opensTicket("My order", "Where is it?");
        ada.searches(ticket.substring(0, 4) + "-" + ticket.substring(4));
        ada.picks(ticket);
        ada.searches("");
        cleo.mayWrite();
        count(ada.page());
        cleo.says("Hello?");
        ada.reads("Hello?");
        ada.page().evaluate(TWO_FRAMES);
        assertThat(drawn(ada.page(), "chat-thread")).isOne();
        assertThat(drawn(ada.page(), "thread-pane, side-pane, .queue--waiting ticket-list"))
                .isZero();
    }

    @Test
    void afterAReconnectItIsToldHowManyTicketsCameIn() {
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        count(page);
        page.evaluate("document.querySelector('staff-app').page.login.space.desk.disconnect()");
        desk.tickets(MISSED);
        page.evaluate("""
            async () => {
              const { desk } = document.querySelector('staff-app').page.login.space;
              draws.clear();
              frameCount = 0;
              desk.connect();
              while (!desk.state.caughtUp) await new Promise(requestAnimationFrame);
            }\
            """);
        ada.isToasted(MISSED + " tickets have come in meanwhile");
        assertThat(ada.toasts()).hasCount(1);
        int frames = ((Number) page.evaluate("frameCount")).intValue();
        assertThat(drawn(page, "queue-pane")).isPositive().isLessThanOrEqualTo(frames);

        page.evaluate("document.querySelector('staff-app').page.login.space.desk.disconnect()");
        desk.ticket("Dora", "Alone", "Just one.", "NORMAL");
        page.evaluate("document.querySelector('staff-app').page.login.space.desk.connect()");
        ada.isToasted("New ticket: Alone");
    }

    @Test
    void whoWorksInTwoProjectsKeepsWhatTheyHaveReadInBoth() {
        makeProject("sales");
        String first = desk.ticket("Cleo", "A question", "How?", "URGENT");
        String second = desk.ticket("sales", "Dora", "An offer", "How much?", "URGENT");
        Person person = stage.person("Ida", port, Look.USUAL);
        StaffPage ida = StaffPage.open(person, desk.agent("Ida", "support", "sales"))
                .logsIn()
                .goes("Online");
        ida.picks(first);
        ida.looksAt(second);
        ida.shows("How much?");
        List<String> read = marks(ida);
        assertThat(read).anyMatch(key -> key.endsWith(first)).anyMatch(key -> key.endsWith(second));

        ida.reload();
        ida.isConnected();
        assertThat(ida.row(Queue.MINE, first)).isVisible();
        assertThat(ida.row(Queue.WAITING, second)).isVisible();
        ida.page().waitForFunction("document.querySelector('staff-app').page.login.space.desk.state.caughtUp");
        assertThat(marks(ida)).hasSameElementsAs(read);
    }

    @SuppressWarnings("unchecked")
    private static List<String> marks(StaffPage agent) {
        return (List<String>)
                agent.page().evaluate("Object.keys(localStorage).filter((key) => key.includes('.read.'))");
    }

    @Test
    void ofACustomersManyTicketsThoseOnTheScreenAreDrawn() {
        CustomerPage cleo = CustomerPage.open(stage.person("Cleo", port, Look.USUAL));
        cleo.opensTicket("The first", "Of many.");
        Page page = cleo.page();
        page.evaluate("""
            async (count) => {
              const { space } = document.querySelector('customer-app').page.login;
              for (let from = 0; from < count; from += 20) {
                await Promise.all(Array.from({ length: 20 }, (_, i) => space.commands.create(
                  { subject: `Ticket ${from + i}`, description: 'It does not work.' }, crypto.randomUUID())));
              }
            }\
            """, MANY);
        page.navigate("http://localhost:" + port + "/#/");
        page.reload();
        Locator links = page.locator(".ticket-link");
        assertThat(cleo.ticketLink("Ticket " + (MANY - 1))).isInViewport();
        assertThat(page.locator(".tickets__list li").first()).hasAttribute("aria-setsize", "" + (MANY + 1));
        assertThat(links.count()).isLessThan(MANY / 2);
        cleo.snap("many tickets");

        page.locator(".tickets__list").evaluate("""
            (list) => {
              for (let one = list; one; one = one.parentElement) one.scrollTop = 1e9;
            }\
            """);
        assertThat(cleo.ticketLink("The first")).isInViewport();
        assertThat(links.count()).isLessThan(MANY / 2);
    }

    @Test
    void aHiddenPageTellsWhatComesAndIsRightWhenItIsLookedAt() {
        CustomerPage cleo = CustomerPage.open(stage.person("Cleo", port, Look.USUAL));
        String ticket = cleo.opensTicket("While you look away", "Look at me.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.searches(ticket.substring(0, 4) + "-" + ticket.substring(4));
        ada.picks(ticket);
        ada.searches("");
        cleo.mayWrite();
        Page page = ada.page();
        hide(page, true);
        cleo.says("Where do you look?");
        assertThat(page).hasTitle(Pattern.compile("^\\(1\\) "));
        assertThat(page.locator("thread-announcer").getByRole(AriaRole.STATUS)).containsText("Where do you look?");
        ada.unread(ticket, 1);
        hide(page, false);
        ada.reads("Where do you look?");
        ada.unread(ticket, 0);
        assertThat(page).not().hasTitle(Pattern.compile("^\\("));
    }

    /** As a browser that shows another tab: it says so, and has no frames. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate("""
            (hidden) => {
              window.realFrame ??= requestAnimationFrame.bind(window);
              window.requestAnimationFrame = hidden ? () => 0 : window.realFrame;
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event('visibilitychange'));
            }\
            """, hidden);
    }

    private static void count(Page page) {
        page.evaluate(TWO_FRAMES);
        page.evaluate(COUNT);
    }

    /** How often the one of these that was drawn most often was drawn. */
    private static int drawn(Page page, String selector) {
        Object most = page.evaluate("""
            (selector) => Math.max(0, ...[...draws].filter(([element]) => element.matches(selector)).map(([, n]) => n))\
            """, selector);
        return ((Number) most).intValue();
    }

    private void makeProject(String id) {
        writer.submit(transaction -> transaction
                        .store()
                        .sql("INSERT INTO project (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(id, id)
                        .update())
                .join();
    }

    private StaffPage agent(String name) {
        return StaffPage.open(stage.person(name, port, Look.USUAL), desk.agent(name))
                .logsIn();
    }
}
