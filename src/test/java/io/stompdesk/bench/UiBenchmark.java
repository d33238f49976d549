package io.stompdesk.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the staff page in a real browser with a queue of thousands of tickets and a thread of thousands of messages.
 * See docs/performance.md.
 */
public final class UiBenchmark implements AutoCloseable {

    private static final int TICKETS = Integer.getInteger("bench.tickets", 5_000);
    private static final int MESSAGES = Integer.getInteger("bench.messages", 5_000);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
    private static final int LIVES = Integer.getInteger("bench.lives", 1_000);
    private static final int MISSED = Integer.getInteger("bench.missed", 10_000);
    private static final int AT_ONCE = 20;

    /** Before anything else in a page, so that no long task is missed. */
    private static final String WATCH_TASKS = """
        (() => {
          window.longest = 0;
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
          }).observe({ type: 'longtask', buffered: true });
        })()\
        """;

    private static final String LOGIN = """
        async ([name, password, count]) => {
          const fill = (id, text) => {
            const field = document.getElementById(id);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          };
          const waitUntil = async (isSo) => { while (!isSo()) await new Promise(requestAnimationFrame); };
          const waiting = () => document.querySelector('staff-app').page.desk.queues.list('waiting').length;
          fill('username', name);
          fill('password', password);
          window.longest = 0;
          const started = performance.now();
          document.querySelector('login-form button[type=submit]').click();
          await waitUntil(() => document.querySelector('.queue--waiting .ticket-row'));
          const first = performance.now() - started;
          await waitUntil(() => waiting() >= count);
          const all = performance.now() - started;
          await new Promise((resolve) => setTimeout(resolve, 500));
          return [first, all, window.longest];
        }\
        """;
    private static final String MEASURE = """
        async (ms) => {
          let frames = 0;
          window.longest = 0;
          const started = performance.now();
          while (performance.now() - started < ms) {
            await new Promise(requestAnimationFrame);
            frames++;
          }
          const seconds = (performance.now() - started) / 1000;
          await new Promise((resolve) => setTimeout(resolve, 100));
          return [frames / seconds, window.longest, document.querySelectorAll('.ticket-row').length,
            document.querySelectorAll('.thread__rows > *').length];
        }\
        """;
    private static final String TYPE = """
        () => {
          const field = document.querySelector('chat-composer textarea');
          window.typing = setInterval(() => {
            field.value = field.value.length > 200 ? '' : `${field.value}a`;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }, 100);
        }\
        """;
    private static final String HANG_UP = "document.querySelector('staff-app').page.login.space.desk.disconnect()";
    private static final String COME_BACK = """
        async () => {
          const { desk } = document.querySelector('staff-app').page.login.space;
          window.longest = 0;
          const started = performance.now();
          desk.connect();
          while (!desk.state.caughtUp) await new Promise(requestAnimationFrame);
          const ms = performance.now() - started;
          await new Promise((resolve) => setTimeout(resolve, 500));
          return [ms, window.longest];
        }\
        """;

    /** Picks tickets, looks at each, answers and resolves it. */
    private static final String WORK = """
        async (tickets) => {
          const { page } = document.querySelector('staff-app');
          const { space } = page.login;
          const frame = () => new Promise(requestAnimationFrame);
          for (const id of tickets) {
            await page.pick(id);
            while (page.desk.openFeed?.phase !== 'ready' || page.desk.openFeed.id !== id) await frame();
            await space.say(page.desk.openFeed.thread, 'It works again.');
            while (space.outbox.size) await frame();
            await page.resolve(id);
          }
          page.toTicket(null);
          page.toasts.dismissAll();
          await frame();
        }\
        """;

    private final Path data = Files.createTempDirectory("stompdesk-ui");
    private final DeskProcess desk = UiLoad.start(data);
    private final UiLoad load = new UiLoad(desk);
    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright.chromium().launch(chromium());

    private UiBenchmark() throws IOException {}

    public static void main(String[] args) throws Exception {
        try (UiBenchmark benchmark = new UiBenchmark()) {
            benchmark.run();
        }
    }

    private void run() {
        load.openTickets(TICKETS);
        twoProjects();
        Page page = newPage();
        CDPSession devTools = devTools(page);
        firstLoad(page, devTools);
        logIn(page, "admin", DeskProcess.ADMIN_PASSWORD, "an admin");
        queue(page, devTools);
        thread(page, devTools);
        memory(page, devTools);
        page.close();
    }

    private void firstLoad(Page page, CDPSession devTools) {
        long[] requestsAndBytes = new long[2];
        devTools.send("Network.enable");
        devTools.on("Network.loadingFinished", (JsonObject finished) -> {
            requestsAndBytes[0]++;
            requestsAndBytes[1] += finished.get("encodedDataLength").getAsLong();
        });
        open(page);
        double shown = number(page.evaluate("performance.now()"));
        System.out.printf(
                "first load: %d requests, %,d KB over the wire, login form after %.0f ms%n",
                requestsAndBytes[0], requestsAndBytes[1] / 1024, shown);
        devTools.send("Network.disable");
    }

    private static void logIn(Page page, String name, String password, String whose) {
        List<?> times = (List<?>) page.evaluate(LOGIN, List.of(name, password, TICKETS));
        System.out.printf(
                "login of %s, %,d open: first rows after %.0f ms, all after %.0f ms, longest task %.0f ms%n",
                whose, TICKETS, number(times.get(0)), number(times.get(1)), number(times.get(2)));
    }

    /** An agent who gets two lists, and who is away while much happens in both. */
    private void twoProjects() {
        Page page = newPage();
        open(page);
        logIn(page, load.agentOfTwoProjects(), DeskApi.PASSWORD, "an agent with two projects");
        page.evaluate(HANG_UP);
        load.pickAndRelease(MISSED);
        List<?> times = (List<?>) page.evaluate(COME_BACK);
        System.out.printf(
                "%,d events missed: caught up after %.0f ms, longest task %.0f ms%n",
                MISSED, number(times.get(0)), number(times.get(1)));
        page.close();
    }

    private void queue(Page page, CDPSession devTools) {
        measure(page, devTools, "queue at rest");
        goOnline(page);
        page.locator(".queue--waiting .ticket-row__pick").first().click();
        page.locator("chat-composer textarea").waitFor();
        underLoad(page, devTools, "queue, 5 new tickets a second, typing", load.newTickets());
    }

    private void thread(Page page, CDPSession devTools) {
        UiLoad.Chat chat = load.waitingChat();
        page.evaluate("id => document.querySelector('staff-app').page.pick(id)", chat.ticket());
        page.evaluate("location.hash = '#/'");
        load.write(chat, MESSAGES);
        page.evaluate("id => { location.hash = `#/ticket/${id}`; }", chat.ticket());
        page.waitForFunction(
                "n => document.querySelector('staff-app').page.desk.openFeed?.thread.messages.length >= n", MESSAGES);
        page.locator("chat-composer textarea").waitFor();
        String name = "thread of %,d messages".formatted(MESSAGES);
        measure(page, devTools, name + " at rest");
        underLoad(
                page,
                devTools,
                name + ", 5 new messages and 5 new tickets a second, both typing",
                load.newTickets(),
                load.messages(chat));
        page.evaluate("id => document.querySelector('staff-app').page.resolve(id)", chat.ticket());
    }

    /** Tickets are opened, picked, answered and resolved, half of them by colleagues. */
    private void memory(Page page, CDPSession devTools) {
        page.evaluate("location.hash = '#/'");
        for (int round = 0; round <= 3; round++) {
            for (int done = 0; round > 0 && done < LIVES; done += AT_ONCE) {
                page.evaluate(WORK, load.openForTheAdmin(AT_ONCE));
            }
            memory(devTools, round * LIVES);
        }
    }

    private static void memory(CDPSession devTools, int lives) {
        devTools.send("HeapProfiler.enable");
        devTools.send("HeapProfiler.collectGarbage");
        devTools.send("HeapProfiler.collectGarbage");
        devTools.send("HeapProfiler.disable");
        System.out.printf(
                "after %,d tickets came and went: heap %.1f MB, %,.0f nodes, %,.0f listeners%n",
                lives,
                metric(devTools, "JSHeapUsedSize") / 1024 / 1024,
                metric(devTools, "Nodes"),
                metric(devTools, "JSEventListeners"));
    }

    private static void underLoad(Page page, CDPSession devTools, String what, Future<?>... load) {
        page.evaluate(TYPE);
        measure(page, devTools, what);
        page.evaluate("clearInterval(window.typing)");
        for (Future<?> each : load) {
            each.cancel(false);
        }
    }

    private static void measure(Page page, CDPSession devTools, String what) {
        double before = metric(devTools, "TaskDuration");
        List<?> seen = (List<?>) page.evaluate(MEASURE, SECONDS * 1000);
        double busy = (metric(devTools, "TaskDuration") - before) / SECONDS;
        System.out.printf(
                "%s: %.0f frames a second, longest task %.0f ms, %.0f %% of a processor, %s + %s rows in the"
                        + " document%n",
                what, number(seen.get(0)), number(seen.get(1)), busy * 100, seen.get(2), seen.get(3));
    }

    private static void goOnline(Page page) {
        Locator online = page.locator("presence-switch input").first();
        online.click(new Locator.ClickOptions().setForce(true));
        page.waitForFunction("document.querySelector('staff-app').page.desk.online");
    }

    /** In a browser that has nothing in its cache. */
    private Page newPage() {
        Page page = browser.newContext().newPage();
        page.setDefaultTimeout(120_000);
        page.addInitScript(WATCH_TASKS);
        return page;
    }

    private void open(Page page) {
        page.navigate("http://localhost:" + desk.address().getPort() + "/staff");
        page.locator("#password").waitFor();
    }

    private static CDPSession devTools(Page page) {
        CDPSession devTools = page.context().newCDPSession(page);
        JsonObject processorTime = new JsonObject();
        processorTime.addProperty("timeDomain", "threadTicks");
        devTools.send("Performance.enable", processorTime);
        return devTools;
    }

    private static double metric(CDPSession devTools, String name) {
        for (JsonElement metric : devTools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException(name);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static BrowserType.LaunchOptions chromium() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--disable-gpu", "--no-sandbox"));
    }

    @Override
    public void close() {
        load.close();
        playwright.close();
        desk.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
