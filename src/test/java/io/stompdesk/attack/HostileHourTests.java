package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskProcess;
import io.stompdesk.bench.StompLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All attacks at once, each from addresses of its own, against a desk with 512 MiB of heap and the limits that it ships
 * with, while ten conversations go on. The build has a short one; {@code -Dhostile.seconds=3600} makes an hour of it.
 */
class HostileHourTests {

    private static final int CONVERSATIONS = 10;
    private static final int SECONDS = Integer.getInteger("hostile.seconds", 20);
    private static final boolean LONG = SECONDS >= 600;

    /** In an hour, each customer may write a few megabytes. */
    private static final long WRITES_EVERY_MS = LONG ? 1_000 : 200;

    /**
     * In a short run the desk has just been started, and much of its code is not compiled yet; the attackers run on the
     * same two cores.
     */
    private static final Duration MOST_P99 = Duration.ofMillis(LONG ? 250 : 5_000);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** See stompdesk.limits.stored-bytes-per-address: at once, and again in an hour. */
    private static final long STORED_PER_ADDRESS = 32L << 20;

    @TempDir
    private Path data;

    /** What the desk's process holds. */
    private record Holding(long threads, long files, long heap) {

        static Holding of(DeskProcess desk) {
            return new Holding(count(desk, "task"), count(desk, "fd"), heapAfterGc(desk));
        }

        private static long count(DeskProcess desk, String what) {
            try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(desk.pid()), what))) {
                return entries.count();
            } catch (IOException gone) {
                throw new IllegalStateException(desk.log(), gone);
            }
        }

        private static long heapAfterGc(DeskProcess desk) {
            jcmd(desk, "GC.run");
            String info = jcmd(desk, "GC.heap_info");
            String used = info.replaceAll("(?s).*?used (\\d+)K.*", "$1");
            return Long.parseLong(used) * 1024;
        }

        private static String jcmd(DeskProcess desk, String command) {
            try {
                Process jcmd = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(desk.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
                String answer =
                        new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                jcmd.waitFor();
                return answer;
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @Test
    void tenConversationsGoOn() throws Exception {
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(
                List.of("-Xmx512m", "-Dstompdesk.auth.access-token=" + (SECONDS + 600) + "s"),
                Map.of("STOMPDESK_DATA_DIR", data.toString(), "STOMPDESK_LIMITS", "on"));
        try (DeskProcess desk = recipe.start();
                StompLoop loop = new StompLoop("conversations")) {
            List<Conversation> conversations = conversations(desk, loop);
            conversations.forEach(each -> each.start(WRITES_EVERY_MS));
            await().atMost(Duration.ofMillis(40 * WRITES_EVERY_MS + 10_000))
                    .until(() -> conversations.stream()
                            .allMatch(each -> each.tookNanos().size() > 20));
            Holding before = Holding.of(desk);
            long diskBefore = size(data);

            List<Intruder> intruders = intruders(desk);
            Thread.sleep(Duration.ofSeconds(SECONDS / 2));
            conversations.forEach(each -> each.tookNanos().clear());
            Thread.sleep(Duration.ofSeconds(SECONDS - SECONDS / 2));
            report("under attack", conversations, intruders, before, desk);
            long disk = size(data) - diskBefore;
            intruders.forEach(Intruder::close);

            await().atMost(RECOVERY).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                Holding after = Holding.of(desk);
                // Half of Tomcat's pool, whose threads take turns and so stay while anybody writes, and the carriers.
                assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 110);
                assertThat(after.files()).as("files").isLessThanOrEqualTo(before.files() + 60);
                assertThat(after.heap()).as("heap").isLessThanOrEqualTo(before.heap() + (64 << 20));
            });
            conversations.forEach(Conversation::fallSilent);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> conversations.stream().allMatch(each -> each.undelivered() == 0));
            System.out.printf("hostile: %,d KB written to disk in %d s%n", disk / 1024, SECONDS);
            assertThat(disk).isLessThan(intruders.size() * STORED_PER_ADDRESS * (1 + SECONDS / 3600));

            assertThat(conversations.stream().flatMap(each -> each.troubles().stream()))
                    .as(desk.log())
                    .isEmpty();
            assertThat(Duration.ofNanos(percentile(conversations, 99))).isLessThan(MOST_P99);
            conversations.forEach(Conversation::close);
        }
    }

    private static List<Conversation> conversations(DeskProcess desk, StompLoop loop) {
        DeskApi api = new DeskApi(desk.address());
        List<DeskApi.Person> agents = api.agents("hostile", CONVERSATIONS);
        List<DeskApi.Person> customers = api.guests("Peaceful", CONVERSATIONS);
        List<Conversation> all = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            all.add(new Conversation(loop, desk.address(), customers.get(i), agents.get(i)));
        }
        return all;
    }

    private static List<Intruder> intruders(DeskProcess desk) throws IOException {
        List<Intruder> all = new ArrayList<>();
        int number = 1;
        for (Intruder.Kind kind : Intruder.Kind.values()) {
            InetAddress from = InetAddress.getByName("127.0.1." + number++);
            all.add(new Intruder(kind, desk.address(), from).start());
        }
        return all;
    }

    private static void report(
            String when, List<Conversation> conversations, List<Intruder> intruders, Holding before, DeskProcess desk) {
        Holding now = new Holding(Holding.count(desk, "task"), Holding.count(desk, "fd"), 0);
        System.out.printf(
                "hostile: %s: p50 %.1f ms, p99 %.1f ms of %d messages; threads %d → %d, files %d → %d, RSS %d MiB;"
                        + " %s%n",
                when,
                percentile(conversations, 50) / 1e6,
                percentile(conversations, 99) / 1e6,
                conversations.stream().mapToInt(each -> each.tookNanos().size()).sum(),
                before.threads(),
                now.threads(),
                before.files(),
                now.files(),
                desk.rss() >> 20,
                intruders);
    }

    private static long percentile(List<Conversation> conversations, int percent) {
        List<Long> all = conversations.stream()
                .flatMap(each -> each.tookNanos().stream())
                .sorted()
                .toList();
        return all.isEmpty() ? Long.MAX_VALUE : all.get((all.size() - 1) * percent / 100);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
