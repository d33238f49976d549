package io.stompdesk.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the staff page in a real browser with a queue of thousands of tickets and a thread of thousands of messages.
 * See docs/performance.md.
 */
public final class UiBenchmark implements AutoCloseable {

    private static final int TICKETS = Integer.getInteger("bench.tickets", 5_000);
    private static final int MESSAGES = Integer.getInteger("bench.messages", 5_000);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
    private static final int EVENTS = Integer.getInteger("bench.events", 10_000);

    private static final String LOGIN = """
        async ([name, password]) => {
          const fill = (id, text) => {
            const field = document.getElementById(id);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          };
          fill('username', name);
          fill('password', password);
          const started = performance.now();
          document.querySelector('login-form button[type=submit]').click();
          while (!document.querySelector('.queue--waiting .ticket-row')) await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }\
        """;
    private static final String MEASURE = """
        async (ms) => {
          let frames = 0;
          let longest = 0;
          const tasks = new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
          });
          tasks.observe({ type: 'longtask' });
          const started = performance.now();
          while (performance.now() - started < ms) {
            await new Promise(requestAnimationFrame);
            frames++;
          }
          const seconds = (performance.now() - started) / 1000;
          await new Promise((resolve) => setTimeout(resolve, 100));
          tasks.disconnect();
          return [frames / seconds, longest, document.querySelectorAll('.ticket-row').length,
            document.querySelectorAll('.thread__rows > *').length];
        }\
        """;

    /** Tickets that are opened, picked by a colleague and resolved, as the desk would tell it. */
    private static final String LIVES = """
        async (count) => {
          const { desk } = document.querySelector('staff-app').page;
          const model = desk.queues.all[0];
          window.lives ??= 0;
          for (let i = 0; i < count / 3; i++) {
            const ticket = { ...model, id: `L${window.lives++}`, status: 'WAITING', waitingSince: new Date().toISOString() };
            const agent = { id: 'colleague', name: 'Colleague', role: 'AGENT' };
            desk.queues.put({ ...ticket, head: 1 });
            desk.queues.put({ ...ticket, head: 2, status: 'ACTIVE', agent });
            desk.queues.put({ ...ticket, head: 3, status: 'RESOLVED', agent, resolvedAt: new Date().toISOString() });
            if (i % 50 === 0) await new Promise(requestAnimationFrame);
          }
        }\
        """;

    private static final String CHAT = """
        async ([id, count]) => {
          const { desk } = document.querySelector('staff-app').page.login.space;
          for (let from = 0; from < count; from += 100) {
            const some = Array.from({ length: Math.min(100, count - from) }, (_, i) =>
              desk.send(`/app/ticket.${id}.chat`, { text: `Message ${from + i} of a long conversation, see https://example.org/${from + i}` }));
            await Promise.all(some);
          }
        }\
        """;
    private static final String TO_THE_FIRST = """
        async () => {
          const { desk } = document.querySelector('staff-app').page;
          while (desk.openFeed.hasOlder) {
            document.querySelector('.thread').scrollTop = 0;
            await new Promise(requestAnimationFrame);
          }
        }\
        """;

    private final Path data = Files.createTempDirectory("stompdesk-ui");
    private final DeskProcess desk = DeskProcess.Recipe.of(List.of(), Map.of("STOMPDESK_DATA_DIR", data.toString()))
            .start();
    private final DeskApi api = new DeskApi(desk.address());
    private final DeskApi.Person admin = api.admin();
    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright.chromium().launch(chromium());
    private final Page page = browser.newPage();
    private final CDPSession devTools = page.context().newCDPSession(page);
    private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();

    private UiBenchmark() throws java.io.IOException {
        page.setDefaultTimeout(120_000);
    }

    public static void main(String[] args) throws Exception {
        try (UiBenchmark benchmark = new UiBenchmark()) {
            benchmark.run();
        }
    }

    private void run() {
        api.tickets(admin, "Seeded", TICKETS);
        firstLoad();
        queue();
        memory();
        thread();
    }

    private void firstLoad() {
        long[] requestsAndBytes = new long[2];
        devTools.send("Network.enable");
        devTools.on("Network.loadingFinished", (JsonObject finished) -> {
            requestsAndBytes[0]++;
            requestsAndBytes[1] += finished.get("encodedDataLength").getAsLong();
        });
        page.navigate("http://localhost:" + desk.address().getPort() + "/staff");
        page.locator("#password").waitFor();
        Object shown = page.evaluate("performance.now()");
        System.out.printf(
                "first load: %d requests, %,d KB over the wire, login form after %.0f ms%n",
                requestsAndBytes[0], requestsAndBytes[1] / 1024, ((Number) shown).doubleValue());
        devTools.send("Network.disable");
    }

    private void queue() {
        Object ms = page.evaluate(LOGIN, List.of("admin", DeskProcess.ADMIN_PASSWORD));
        System.out.printf("login to first rows, %,d open: %.0f ms%n", TICKETS, ((Number) ms).doubleValue());
        page.waitForFunction(
                "n => document.querySelector('staff-app').page.desk.queues.list('waiting').length >= n", TICKETS);
        measure("queue at rest");
        page.locator("presence-switch input").first().check(forced());
        page.locator(".ticket-row__pick").first().click();
        page.locator("chat-composer textarea").waitFor();
        underLoad("queue, 5 new tickets a second, typing");
    }

    /** The chat that has just been picked becomes a long one. */
    private void thread() {
        String ticket = (String) page.evaluate("document.querySelector('staff-app').page.desk.open");
        page.evaluate(CHAT, List.of(ticket, MESSAGES));
        page.evaluate(TO_THE_FIRST);
        measure("thread of %,d messages at rest".formatted(MESSAGES));
        page.evaluate("document.querySelector('.thread').scrollTop = 1e9");
        underLoad("thread of %,d messages, 5 new tickets a second, typing".formatted(MESSAGES));
    }

    private void memory() {
        for (int round = 0; round <= 2; round++) {
            if (round > 0) {
                page.evaluate(LIVES, EVENTS);
            }
            System.out.printf("JS heap after %,d events: %.1f MB%n", round * EVENTS, heap() / 1024.0 / 1024);
        }
    }

    private double heap() {
        devTools.send("HeapProfiler.enable");
        devTools.send("HeapProfiler.collectGarbage");
        devTools.send("HeapProfiler.collectGarbage");
        double used = devTools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
        devTools.send("HeapProfiler.disable");
        return used;
    }

    private void underLoad(String what) {
        var tickets = load.scheduleAtFixedRate(() -> api.tickets(admin, "New", 1), 0, 200, TimeUnit.MILLISECONDS);
        page.evaluate("""
            () => {
              const field = document.querySelector('chat-composer textarea');
              window.typing = setInterval(() => {
                field.value = field.value.length > 200 ? '' : `${field.value}a`;
                field.dispatchEvent(new Event('input', { bubbles: true }));
              }, 100);
            }\
            """);
        measure(what);
        page.evaluate("clearInterval(window.typing)");
        tickets.cancel(false);
    }

    private void measure(String what) {
        List<?> seen = (List<?>) page.evaluate(MEASURE, SECONDS * 1000);
        System.out.printf(
                "%s: %.0f frames a second, longest task %.0f ms, %s + %s rows in the document%n",
                what,
                ((Number) seen.get(0)).doubleValue(),
                ((Number) seen.get(1)).doubleValue(),
                seen.get(2),
                seen.get(3));
    }

    private static com.microsoft.playwright.Locator.CheckOptions forced() {
        return new com.microsoft.playwright.Locator.CheckOptions().setForce(true);
    }

    private static BrowserType.LaunchOptions chromium() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--disable-gpu", "--no-sandbox"));
    }

    @Override
    public void close() {
        load.shutdownNow();
        playwright.close();
        desk.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
