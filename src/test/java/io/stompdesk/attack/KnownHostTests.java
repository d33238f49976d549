package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A desk that knows its names. */
@DeskTest(
        properties = {"stompdesk.public-url=https://desk.example.org", "stompdesk.origins=http://chat.example.org:8443"
        })
class KnownHostTests {

    private static final String HANDSHAKE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "desk.example.org.evil.example",
                "xdesk.example.org",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "0x7f000001",
            })
    void aForeignNameIsRefused(String host) {
        for (String path : new String[] {"/", "/staff", "/api/config", "/ws/info", "/actuator", "/nothing"}) {
            assertThat(status(path, host, "")).as(path).isEqualTo(421);
        }
        assertThat(status("/ws/websocket", host, HANDSHAKE + "Origin: http://" + host + "\r\n"))
                .isEqualTo(421);
        assertThat(status("/actuator/health", host, "")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk.example.org",
                "DESK.example.org.:443",
                "chat.example.org",
                "localhost",
                "127.0.0.1:8080",
                "192.0.2.7",
                "[::1]",
                "[2001:db8::1]:8080",
            })
    void theDesksOwnNamesAndAddressesAreAnswered(String host) {
        assertThat(status("/", host, "")).isEqualTo(200);
        assertThat(status("/ws/websocket", host, HANDSHAKE)).isEqualTo(101);
    }

    private int status(String path, String host, String headers) {
        try (Socket socket = new Socket("localhost", port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
