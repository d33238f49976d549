package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.stompdesk.DeskTest;
import io.stompdesk.e2e.StaffPage.Queue;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A page with thousands of tickets and messages draws only what is visible and only what has changed. The test counts;
 * {@code UiBenchmark} measures times.
 */
@DeskTest(properties = {"stompdesk.limits.enabled=off", "stompdesk.presence.grace=4s"})
class LargeDeskJourneyTests {

    private static final int TICKETS = 5_000;
    private static final int MESSAGES = 5_000;
    private static final int FEW_ROWS = 120;

    /** Records what is drawn, except clocks. */
    private static final String OBSERVE = """
        () => {
          window.drawn = [];
          const isClock = (node) => node.closest?.('time-since, .dashboard__item--longestWait') !== null;
          new MutationObserver((mutations) => {
            for (const { type, target, attributeName } of mutations) {
              const element = target.nodeType === 1 ? target : target.parentElement;
              if (element && !isClock(element)) {
                const row = element.closest('[data-id]');
                window.drawn.push(row ? `row ${row.dataset.id}` : `${type} ${element.tagName}.${element.className} ${attributeName ?? ''}`);
              }
            }
          }).observe(document.querySelector('.panes'), { subtree: true, childList: true, attributes: true, characterData: true });
        }\
        """;

    private static final String TWO_FRAMES =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

    @RegisterExtension
    final Stage stage = new Stage();

    @LocalServerPort
    private int port;

    private DeskServer desk;

    @BeforeEach
    void desk() {
        desk = new DeskServer(port);
    }

    @Test
    void ofThousandsOfTicketsThoseOnTheScreenAreDrawn() {
        desk.tickets(TICKETS);
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        Locator rows = ada.queue(Queue.WAITING).locator(".ticket-row");
        assertThat(ada.queue(Queue.WAITING).locator(".queue__head .count")).hasText("5,000");
        assertThat(rows.first()).hasAttribute("aria-setsize", "5000");
        assertThat(rows.first()).hasAttribute("aria-posinset", "1");
        assertThat(rows.count()).isLessThan(FEW_ROWS);
        ada.snap("beginning");

        page.evaluate("document.querySelector('.pane--queues').scrollTop = 1e9");
        Locator last = page.locator(".ticket-row[aria-posinset='5000']");
        assertThat(last).isInViewport();
        assertThat(rows.count()).isLessThan(FEW_ROWS);
        ada.snap("end");

        goesThroughThemByKey(ada);
        whatChangesNothingDrawsNothing(page);
        resolvedOnesLeave(page);
    }

    /** A row that is not drawn can still be found. */
    private static void goesThroughThemByKey(StaffPage ada) {
        Page page = ada.page();
        String far =
                (String) page.evaluate("document.querySelector('staff-app').page.desk.queues.list('waiting')[2500].id");
        page.evaluate("id => { location.hash = '#/ticket/' + id }", far);
        page.locator(".conversation__who .ticket-id").waitFor();
        page.locator(".pane--thread").focus();
        page.keyboard().press("j");
        Locator next = page.locator(".ticket-row[aria-posinset='2502']");
        assertThat(next).isInViewport();
        assertThat(next.locator("a")).isFocused();
        page.keyboard().press("k");
        assertThat(page.locator(".ticket-row[aria-posinset='2501'] a")).isFocused();
    }

    private static void whatChangesNothingDrawsNothing(Page page) {
        page.evaluate(TWO_FRAMES);
        page.evaluate(OBSERVE);
        page.evaluate("""
            () => {
              const { queues, presence } = document.querySelector('staff-app').page.desk;
              for (const ticket of queues.list('waiting').slice(2450, 2550)) queues.put({ ...ticket, head: ticket.head + 1 });
              presence.signal('support', { type: 'presence', data: { agents: presence.here } });
            }\
            """);
        page.evaluate(TWO_FRAMES);
        assertThat((List<?>) page.evaluate("drawn")).isEmpty();

        // Shows that the test can fail: a row that changes is drawn, and nothing else.
        page.evaluate("""
            () => {
              const { queues } = document.querySelector('staff-app').page.desk;
              const ticket = queues.list('waiting')[2501];
              window.changed = `row ${ticket.id}`;
              queues.put({ ...ticket, head: ticket.head + 1, subject: 'Another subject' });
            }\
            """);
        page.evaluate(TWO_FRAMES);
        assertThat((List<?>) page.evaluate("drawn")).isNotEmpty();
        assertThat((List<?>) page.evaluate("drawn.filter((one) => one !== changed && !/conversation|side/.test(one))"))
                .isEmpty();
    }

    private static void resolvedOnesLeave(Page page) {
        Object left = page.evaluate("""
            () => {
              const { queues } = document.querySelector('staff-app').page.desk;
              for (const ticket of queues.list('waiting')) {
                queues.put({ ...ticket, head: ticket.head + 9, status: 'RESOLVED', resolvedAt: new Date().toISOString() });
              }
              return queues.all.length;
            }\
            """);
        assertThat(((Number) left).intValue()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void ofThousandsOfMessagesThoseOnTheScreenAreDrawn() {
        // First in the queue, where it is visible.
        String ticket = desk.ticket("Cleo", "A long story", "Once upon a time.", "URGENT");
        StaffPage ada = agent("Ada").goes("Online");
        Page page = ada.page();
        ada.picks(ticket);
        page.evaluate("""
            async ([id, count]) => {
              const { desk } = document.querySelector('staff-app').page.login.space;
              for (let from = 0; from < count; from += 100) {
                await Promise.all(Array.from({ length: 100 }, (_, i) =>
                  desk.send(`/app/ticket.${id}.chat`, { text: `Message ${from + i}` })));
              }
            }\
            """, List.of(ticket, MESSAGES));
        assertThat(ada.message("Message 4999")).isInViewport();
        Locator rows = page.locator(".thread__rows > *");
        assertThat(rows.count()).isLessThan(FEW_ROWS);

        ada.reload();
        assertThat(ada.message("Message 4999")).isInViewport();
        staysPutWhileOlderOnesLoad(page);
        assertThat(rows.count()).isLessThan(FEW_ROWS);
        ada.snap("further up");
        page.locator(".thread__jump").click();
        assertThat(ada.message("Message 4999")).isInViewport();
        assertThat(rows.count()).isLessThan(FEW_ROWS);
    }

    private static void staysPutWhileOlderOnesLoad(Page page) {
        Object moved = page.evaluate("""
            async () => {
              const box = document.querySelector('.thread');
              const { openFeed } = document.querySelector('staff-app').page.desk;
              const frame = () => new Promise(requestAnimationFrame);
              let most = 0;
              for (let page = 0; page < 20; page++) {
                const { first } = openFeed.thread;
                box.scrollTop = 100;
                await frame();
                const top = box.getBoundingClientRect().top;
                const seen = [...document.querySelectorAll('article.message')].find((row) => row.getBoundingClientRect().top > top);
                const before = seen.getBoundingClientRect().top;
                while (openFeed.thread.first === first) await frame();
                await frame();
                most = Math.max(most, Math.abs(seen.getBoundingClientRect().top - before));
              }
              return most;
            }\
            """);
        assertThat(((Number) moved).doubleValue()).isLessThan(3);
    }

    private StaffPage agent(String name) {
        return StaffPage.open(stage.person(name, port, Look.USUAL), desk.agent(name))
                .logsIn();
    }
}
