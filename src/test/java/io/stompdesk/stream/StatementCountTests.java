package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.PickedTicket;
import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** How many statements the most frequent commands need. Each one is a round trip to PostgreSQL. */
@StompTest
@Import(StatementRecorder.Configuration.class)
class StatementCountTests {

    @LocalServerPort
    private int port;

    @Autowired
    private StatementRecorder recorder;

    @AutoClose
    private PickedTicket chat;

    private TestClient customer;
    private TestClient agent;
    private String ticket;

    @BeforeEach
    void open() {
        chat = PickedTicket.at(port);
        customer = chat.customer();
        agent = chat.agent();
        ticket = chat.id();
    }

    /** The statements of this command only: without those that the batch shares and without background tasks. */
    private List<String> statementsOf(Runnable command) {
        recorder.clear();
        command.run();
        return recorder.runs().stream()
                .filter(run -> run.thread().equals("writer") || run.params().containsValue(ticket))
                .map(StatementRecorder.Run::sql)
                .filter(sql -> !sql.contains("pg_advisory"))
                .toList();
    }

    @Test
    void aMessageIsOneReadAndThreeWrites() {
        for (TestClient who : List.of(customer, agent)) {
            List<String> statements = statementsOf(() -> who.say(ticket, "hello"));

            assertThat(statements).hasSize(4);
            assertThat(statements).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(1);
        }
    }

    /** Two for each of the three streams, one for the ticket, one for the command. */
    @Test
    void aResolveIsOneReadAndEightWrites() {
        assertThat(statementsOf(() -> agent.ticket(ticket, "resolve"))).hasSize(9);
    }

    @Test
    void typingAsksForNothingThatIsKnown() {
        for (TestClient who : List.of(customer, agent)) {
            type(who);
            assertThat(statementsOf(() -> type(who))).isEmpty();
        }
        customer.say(ticket, "hello");
        assertThat(statementsOf(() -> type(agent))).isEmpty();
    }

    private void type(TestClient who) {
        who.send("/app/ticket." + ticket + ".typing", Map.of("typing", true));
    }
}
