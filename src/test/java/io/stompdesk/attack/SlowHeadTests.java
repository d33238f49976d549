package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.TestLogin;
import io.stompdesk.attack.RawStomp.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A desk that has room for few connections from one address, and clients that never finish the head of a request. */
@DeskTest(properties = {"stompdesk.limits.tcp-connections-per-address=20", "stompdesk.limits.head-within=1s"})
class SlowHeadTests {

    private static final String NEIGHBOUR = "127.0.0.77";

    @LocalServerPort
    private int port;

    @Test
    void aHeadThatComesByteByByteIsNotWaitedFor() throws Exception {
        try (SlowHttp slow = new SlowHttp(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")) {
            slow.awaitCloseWhileSendingByteByByte();
        }
    }

    /** Their heads came before that of a client which is late when they are looked at. */
    @Test
    void whoIsConnectedStays() throws Exception {
        try (RawStomp socket = RawStomp.open(Transport.WEBSOCKET, port);
                RawStomp stream = RawStomp.open(Transport.XHR_STREAMING, port);
                Socket idle = new Socket("localhost", port);
                SlowHttp late = new SlowHttp(port, "GET /")) {
            socket.connect(TestLogin.guest(port).token());
            stream.connect(TestLogin.guest(port).token());
            assertThat(status(idle)).isEqualTo(200);
            late.awaitCloseWhileSendingByteByByte();

            assertThat(socket.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(stream.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(status(idle)).isEqualTo(200);
        }
    }

    @Test
    void oneAddressHasSoManyConnections() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                open.add(new Socket("127.0.0.1", port, InetAddress.getByName(NEIGHBOUR), 0));
            }
            int closed = 0;
            for (Socket socket : open) {
                socket.setSoTimeout(300);
                closed += isClosed(socket) ? 1 : 0;
            }
            assertThat(closed).isEqualTo(10);
            try (Socket elsewhere = new Socket("127.0.0.1", port, InetAddress.getByName("127.0.0.78"), 0)) {
                assertThat(status(elsewhere)).isEqualTo(200);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (Socket again = new Socket("127.0.0.1", port, InetAddress.getByName(NEIGHBOUR), 0)) {
                assertThat(status(again)).isEqualTo(200);
            }
        });
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** The status of a call that has a short answer; 0 if the desk has closed the connection. */
    private static int status(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /api/config HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            int rest = socket.getInputStream().read(new byte[8192]);
            return head.length() < 12 || rest < 0 ? 0 : Integer.parseInt(head.substring(9));
        } catch (IOException closed) {
            return 0;
        }
    }
}
