package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** How often the commands that come most ask the store: each statement is a round trip to PostgreSQL. */
@StompTest
@Import(StatementRecorder.Configuration.class)
class StatementCountTests {

    @LocalServerPort
    private int port;

    @Autowired
    private StatementRecorder recorder;

    private TestClient customer;
    private TestClient agent;
    private String ticket;

    @BeforeEach
    void chat() {
        customer = TestClient.connect(TestLogin.guest(port));
        agent = TestClient.connect(TestLogin.agent(port));
        agent.goOnline();
        ticket = customer.openTicket();
        agent.ticket(ticket, "pick");
    }

    @AfterEach
    void leave() {
        customer.close();
        agent.close();
    }

    /** Of this ticket's command alone: without what the batch shares, and without what the desk does beside. */
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

    /** Each of the three streams takes two, the ticket one, what is remembered of the command one. */
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
        who.ask("/app/ticket." + ticket + ".typing", Map.of("typing", true));
    }
}
