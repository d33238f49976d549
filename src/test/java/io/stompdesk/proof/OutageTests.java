package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskProcess;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompFrame;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.StoreFaults;
import io.stompdesk.stream.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * The disk is full or the database is gone: no RECEIPT without a commit, nobody sees what is not stored, and the sender
 * learns that a retry helps. The retry succeeds without a restart.
 */
@DeskTest(properties = "stompdesk.limits.enabled=off")
@Import(StoreFaults.Configuration.class)
class OutageTests {

    private static final String TEXT = "x".repeat(4000);

    @LocalServerPort
    private int port;

    @Autowired
    private Writer writer;

    @Autowired
    private StoreFaults faults;

    @Value("${stompdesk.data-dir}")
    private Path data;

    private final StompLoop loop = new StompLoop("outage");

    @AfterEach
    void leave() {
        faults.none();
        loop.close();
    }

    /** An agent and a customer who write to each other, and their views. */
    private final class Chat {

        private final InetSocketAddress desk;
        private final DeskSession agent;
        private final DeskSession customer;
        private final String ticket;
        private final List<String> agentSees = new CopyOnWriteArrayList<>();
        private final List<String> customerSees = new CopyOnWriteArrayList<>();
        private final Set<String> receipted = new LinkedHashSet<>();
        private final Set<String> refused = new LinkedHashSet<>();

        Chat(InetSocketAddress desk) {
            this.desk = desk;
            DeskApi api = new DeskApi(desk);
            customer = DeskSession.open(loop, desk, api.guest("Outage")).join();
            agent = DeskSession.open(loop, desk, api.agents("outage", 1).getFirst())
                    .join();
            ticket = customer.command("/app/tickets.create", "{\"subject\":\"Outage\",\"description\":\"Outage\"}")
                    .join()
                    .path("ticket")
                    .path("id")
                    .asString();
            agent.command("/app/presence", "{\"status\":\"ONLINE\"}").join();
            agent.command("/app/ticket." + ticket + ".pick", "{}").join();
            follow(agent, agentSees).join();
            follow(customer, customerSees).join();
        }

        CompletableFuture<StompFrame> follow(DeskSession session, List<String> seen) {
            return session.subscribe("thread", "/queue/ticket." + ticket, "since:0\n", frame -> {
                if (frame.need("message-id").startsWith("ticket.")) {
                    seen.add(frame.body());
                }
            });
        }

        private boolean reconnects(StompLoop late, List<String> seen) {
            seen.clear();
            DeskSession again = DeskSession.open(late, desk, customer.person())
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            follow(again, seen).orTimeout(60, TimeUnit.SECONDS).join();
            return true;
        }

        /** Whether the message was stored. If not, the desk said that it may be sent again. */
        boolean say(String id) {
            try {
                customer.send("/app/ticket." + ticket + ".chat", id, "{\"text\":\"" + TEXT + "\"}")
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
                receipted.add(id);
                return true;
            } catch (CompletionException no) {
                isUnavailable(no);
                refused.add(id);
                return false;
            }
        }

        private static void isUnavailable(CompletionException no) {
            assertThat(no.getCause()).isInstanceOfSatisfying(DeskSession.Refused.class, refusal -> {
                assertThat(refusal.code()).isEqualTo("STORE_UNAVAILABLE");
                assertThat(refusal.retryable()).isTrue();
            });
        }

        void nobodyWasCutOff() {
            assertThat(agent.client().isOpen()).isTrue();
            assertThat(customer.client().isOpen()).isTrue();
        }

        void nobodySawWhatWasRefused() {
            for (String id : refused) {
                assertThat(agentSees).noneMatch(body -> body.contains(id));
                assertThat(customerSees).noneMatch(body -> body.contains(id));
            }
        }

        void everythingGoesOnAndIsStoredOnce(String url) {
            for (String id : refused) {
                await().atMost(Duration.ofSeconds(60)).until(() -> say(id));
            }
            assertThat(say(UUID.randomUUID().toString())).isTrue();
            List<String> fresh = new ArrayList<>();
            try (StompLoop late = new StompLoop("late")) {
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> reconnects(late, fresh));
            }
            StoredTruth truth = StoredTruth.in(url);
            truth.holdsOnce(receipted);
            assertThat(truth.messages()).isEqualTo(receipted.size());
            List<String> stored = truth.of("ticket." + ticket);
            assertThat(fresh).isEqualTo(stored);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(customerSees).isEqualTo(stored));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(agentSees).isEqualTo(stored));
        }
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** With {@code max_page_count}, SQLite fails as on a full disk. */
    @Test
    void onAFullDiskNothingIsReceiptedAndOnceThereIsRoomTheDeskGoesOn() {
        Chat chat = new Chat(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        limit(Long.parseLong(ask("PRAGMA page_count")) + 20);
        while (chat.say(fresh())) {
            assertThat(chat.receipted).as("messages on a full disk").hasSizeLessThan(100);
        }
        for (int i = 0; i < 10; i++) {
            chat.say(fresh());
        }
        assertThat(chat.refused).hasSizeGreaterThan(5);
        chat.nobodySawWhatWasRefused();

        limit(1_073_741_823);
        chat.everythingGoesOnAndIsStoredOnce("jdbc:sqlite:" + data.resolve("stompdesk.db"));
    }

    private void limit(long pages) {
        String sql = "PRAGMA max_page_count = " + pages;
        faults.whenOpened(sql);
        ask(sql);
    }

    private String ask(String sql) {
        return writer.submit(_ -> faults.askWriter(sql)).join();
    }

    @Test
    void whenPostgresIsGoneNothingIsReceiptedAndWhenItIsBackTheDeskGoesOn(@TempDir Path folder) {
        try (Postgres postgres = Postgres.database();
                DeskProcess desk = DeskProcess.Recipe.of(
                                List.of(
                                        "-Dstompdesk.realtime.ping=500ms",
                                        "-Dstompdesk.realtime.silence=4s",
                                        "-Dstompdesk.realtime.sweep=200ms"),
                                Map.of("STOMPDESK_DATA_DIR", folder.toString(), "STOMPDESK_STORE_URL", postgres.url()))
                        .startingFast()
                        .start()) {
            Chat chat = new Chat(desk.address());
            assertThat(chat.say(fresh())).isTrue();
            postgres.goAway();
            for (int i = 0; i < 10; i++) {
                assertThat(chat.say(fresh())).isFalse();
            }
            subscribingIsRefused(chat);
            connectingIsToBeTriedAgain(chat);
            chat.nobodySawWhatWasRefused();
            postgres.comeBack();
            chat.everythingGoesOnAndIsStoredOnce(postgres.url());
            chat.nobodyWasCutOff();
        }
    }

    /**
     * More requests at once than there are connections for reading. Meanwhile, connected clients must still be pinged,
     * or they would be cut off.
     */
    private void subscribingIsRefused(Chat chat) {
        List<CompletableFuture<StompFrame>> late = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            late.add(chat.customer.subscribe("late" + i, "/queue/ticket." + chat.ticket, "since:0\n", _ -> {}));
        }
        for (CompletableFuture<StompFrame> subscription : late) {
            assertThatThrownBy(
                            () -> subscription.orTimeout(60, TimeUnit.SECONDS).join())
                    .isInstanceOfSatisfying(CompletionException.class, Chat::isUnavailable);
        }
    }

    /**
     * The client must not get a code 44xx, because neither its token nor the client is to blame. Silence is cut off
     * here sooner than the desk stops waiting for the store.
     */
    private void connectingIsToBeTriedAgain(Chat chat) {
        DeskApi.Person person = chat.customer.person();
        assertThatThrownBy(() -> DeskSession.open(loop, chat.desk, person)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join())
                .hasMessageMatching(".*closed with (1013|4500)");
    }
}
