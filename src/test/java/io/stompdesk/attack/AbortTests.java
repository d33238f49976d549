package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.People.Person;
import io.stompdesk.attack.RawStomp.Transport;
import io.stompdesk.transport.ClientSockets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

/** Clients that leave in the middle: the desk has nothing to say about that. */
@AttackTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class AbortTests {

    private static final int ROUNDS = 20;

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    @Autowired
    private ClientSockets sockets;

    private String ticket;

    @BeforeAll
    void aLongThread() {
        ticket = people.longTicketOf(people.the(As.OWNER));
    }

    @Test
    void anAnswerThatNobodyWaitsForWritesNoLine(CapturedOutput output) throws Exception {
        String events = SlowHttp.head("GET", "/api/tickets/" + ticket + "/events?limit=500", "198.51.100.80")
                + "Authorization: Bearer " + people.the(As.OWNER).token() + "\r\n\r\n";
        for (int i = 0; i < ROUNDS; i++) {
            SlowHttp client = new SlowHttp(people.port(), events);
            assertThat(client.status()).isEqualTo(200);
            client.cut();
        }
        Object open = guards.bean("openRequests");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ReflectionTestUtils.<Integer>invokeMethod(open, "count") == 0);
        assertThat(output.getAll()).doesNotContain("ERROR", "Exception", "\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void aSocketThatIsCutWritesNoLine(Transport transport, CapturedOutput output) {
        Person guest = people.the(As.OWNER);
        int before = sockets.all().size();
        for (int i = 0; i < ROUNDS; i++) {
            RawStomp client = people.connect(guest, transport);
            if (client instanceof RawWebSocket socket) {
                socket.reads(false);
            }
            for (int id = 0; id < 3; id++) {
                client.send(Frame.subscribe("s" + id, "/queue/ticket." + ticket, "snapshot:true"));
            }
            if (client instanceof RawWebSocket socket) {
                socket.frame(true, 9, "ping");
                socket.frame(true, 9, "ping");
                socket.cut();
            } else {
                client.close();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> sockets.all().size() <= before);
        assertThat(output.getAll()).doesNotContain("ERROR", "Exception", "\tat ");
    }
}
