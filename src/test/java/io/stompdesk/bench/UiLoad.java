package io.stompdesk.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The other people at a desk whose staff page is measured: they open tickets, write, pick and resolve. */
final class UiLoad implements AutoCloseable {

    /** A chat between a customer and the admin, whose page is measured. */
    record Chat(String ticket, DeskSession customer, DeskSession agent) {

        CompletableFuture<JsonNode> write(DeskSession writer, String text) {
            return writer.command(on("chat"), "{\"text\":\"" + text + "\"}");
        }

        void typing() {
            String headers = "destination:" + on("typing") + "\ncontent-type:application/json\n";
            customer.client().send("SEND", headers, "{\"typing\":true}");
        }

        private String on(String command) {
            return "/app/ticket." + ticket + "." + command;
        }
    }

    static final String PROJECT = "support";
    static final String SECOND_PROJECT = "sales";

    private static final int AT_ONCE = 100;
    private static final long FIVE_A_SECOND = 200;

    private final DeskProcess desk;
    private final DeskApi api;
    private final StompLoop loop = new StompLoop("load");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger number = new AtomicInteger();

    UiLoad(DeskProcess desk) {
        this.desk = desk;
        this.api = new DeskApi(desk.address());
    }

    /** A desk with a second project. Projects are made in the database alone, which a running desk keeps to itself. */
    static DeskProcess start(Path data) {
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(List.of(), Map.of("STOMPDESK_DATA_DIR", data.toString()));
        recipe.start().close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("stompdesk.db"));
                Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO project (id, name) VALUES ('" + SECOND_PROJECT + "', 'Sales')");
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
        return recipe.start();
    }

    /** Open tickets of four priorities, half of them in each project. */
    void openTickets(int count) {
        api.tickets(api.admin(), SECOND_PROJECT, "Seeded", count / 2);
        api.tickets(api.admin(), PROJECT, "Seeded", count - count / 2);
    }

    /** A new agent, who belongs to both projects. @return the user name */
    String agentOfTwoProjects() {
        api.agents("two-projects", 1, PROJECT, SECOND_PROJECT);
        return "two-projects-0";
    }

    /** A ticket of a customer who is there, waiting. */
    Chat waitingChat() {
        DeskSession customer = session(api.guest("Cleo"));
        return new Chat(open(customer, "A long story").join(), customer, session(api.admin()));
    }

    /** The two write in turn. */
    void write(Chat chat, int messages) {
        for (int from = 0; from < messages; from += AT_ONCE) {
            IntStream.range(from, Math.min(messages, from + AT_ONCE))
                    .mapToObj(i -> chat.write(
                            i % 3 == 0 ? chat.customer() : chat.agent(),
                            "Message " + i + " of a long conversation, see https://example.org/" + i))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    /** Five new tickets a second, until it is cancelled. */
    Future<?> newTickets() {
        DeskApi.Person admin = api.admin();
        return clock.scheduleAtFixedRate(
                () -> api.tickets(admin, PROJECT, "New", 1), 0, FIVE_A_SECOND, TimeUnit.MILLISECONDS);
    }

    /** Five messages a second of the customer, who types in between, until it is cancelled. */
    Future<?> messages(Chat chat) {
        return clock.scheduleAtFixedRate(
                () -> {
                    chat.write(chat.customer(), "Message " + number.incrementAndGet() + " while you look");
                    chat.typing();
                },
                0,
                FIVE_A_SECOND,
                TimeUnit.MILLISECONDS);
    }

    /** A colleague picks and releases tickets: so many events in the lists, in a short time. */
    void pickAndRelease(int events) {
        DeskSession customer = session(api.guest("Customer"));
        DeskSession colleague = colleague();
        List<String> tickets = openAll(customer, AT_ONCE);
        for (int done = 0; done < events; done += 2 * tickets.size()) {
            for (String command : List.of("pick", "release")) {
                all(tickets.stream().map(ticket -> colleague.command("/app/ticket." + ticket + "." + command, "{}")));
            }
        }
        customer.disconnect().join();
        colleague.disconnect().join();
    }

    /**
     * Opens tickets, each with a first message of its customer, of which a colleague picks and resolves every second
     * one.
     */
    List<String> openForTheAdmin(int count) {
        DeskSession customer = session(api.guest("Customer"));
        DeskSession colleague = colleague();
        List<String> tickets = openAll(customer, count);
        List<String> theirs = tickets.subList(count / 2, count);
        all(theirs.stream().map(ticket -> colleague.command("/app/ticket." + ticket + ".pick", "{}")));
        all(theirs.stream().map(ticket -> customer.command("/app/ticket." + ticket + ".chat", "{\"text\":\"Hello\"}")));
        resolveAll(colleague, theirs);
        colleague.disconnect().join();
        customer.disconnect().join();
        return List.copyOf(tickets.subList(0, count / 2));
    }

    private DeskSession colleague() {
        DeskSession colleague = session(
                api.agents("colleague-" + number.incrementAndGet(), 1, PROJECT).getFirst());
        colleague.command("/app/presence", "{\"status\":\"ONLINE\"}").join();
        return colleague;
    }

    private List<String> openAll(DeskSession customer, int count) {
        List<CompletableFuture<String>> tickets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tickets.add(open(customer, "Ticket " + number.incrementAndGet()));
        }
        return tickets.stream().map(CompletableFuture::join).toList();
    }

    private static void resolveAll(DeskSession agent, List<String> tickets) {
        all(tickets.stream().map(ticket -> agent.command("/app/ticket." + ticket + ".resolve", "{}")));
    }

    private static void all(java.util.stream.Stream<CompletableFuture<JsonNode>> commands) {
        commands.toList().forEach(CompletableFuture::join);
    }

    private static CompletableFuture<String> open(DeskSession customer, String subject) {
        String body = "{\"subject\":\"" + subject + "\",\"description\":\"It does not work.\"}";
        return customer.command("/app/tickets.create", body)
                .thenApply(made -> made.path("ticket").path("id").asString());
    }

    private DeskSession session(DeskApi.Person person) {
        return DeskSession.open(loop, desk.address(), person).join();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        loop.close();
    }
}
