package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.kernel.SteadyClock;
import io.stompdesk.stream.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A ticket stays paused no longer than the limit, whatever somebody does to the machine's clock. */
@StompTest
@Import(PauseTimeoutTests.MachineClock.class)
@TestPropertySource(properties = {"stompdesk.ticket.pause-limit=1s", "stompdesk.ticket.pause-check=50ms"})
class PauseTimeoutTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class MachineClock implements InstantSource {

        private volatile Duration setBack = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().minus(setBack);
        }

        @Bean
        @Primary
        Clock steadyClock() {
            return new SteadyClock(this, System::nanoTime);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    MachineClock machine;

    @Autowired
    Writer writer;

    private TestClient customer;
    private TestClient agent;
    private String ticket;
    private TestClient.Subscription thread;

    @BeforeEach
    void aChat() {
        customer = TestClient.connect(TestLogin.guest(port));
        agent = TestClient.connect(TestLogin.admin(port));
        agent.goOnline();
        ticket = customer.openTicket();
        agent.ticket(ticket, "pick");
        thread = customer.subscribe("/queue/ticket." + ticket, "since", "2");
    }

    private void pause() {
        agent.close();
        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("ticket.paused");
    }

    private void isReturned() {
        JsonNode released = thread.nextEvent();
        assertThat(released.path("type").stringValue()).isEqualTo("ticket.released");
        assertThat(released.at("/data/reason").stringValue()).isEqualTo("PAUSED_TOO_LONG");
        customer.close();
    }

    @Test
    void theClockIsSetBack() {
        pause();
        machine.setBack = machine.setBack.plusHours(1);

        isReturned();
    }

    @Test
    void theClockWasSetBackBeforeTheDeskWasStarted() {
        pause();
        long later = Instant.now().plus(Duration.ofHours(3)).toEpochMilli();
        writer.submit(transaction -> transaction
                        .store()
                        .sql("UPDATE ticket SET paused_at = ? WHERE id = ?")
                        .params(later, ticket)
                        .update())
                .join();

        isReturned();
    }
}
