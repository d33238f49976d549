package io.stompdesk.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestClient.Transport;
import io.stompdesk.TestLogin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How a connection opens and how it ends. */
@StompTest
class ConnectTests {

    @LocalServerPort
    private int port;

    private static TestClient.Frame error(TestClient client) {
        return client.await("an ERROR", frame -> frame.command().equals("ERROR"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void aBadTokenIsAnErrorAndTheCloseSaysLogInAgain(Transport transport) {
        TestClient client = TestClient.tryToConnect(port, "no.such.token", transport);

        assertThat(error(client).header("message")).isEqualTo("UNAUTHENTICATED");
        assertThat(error(client).json().path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
        assertThat(client.closed().getCode()).isEqualTo(4401);
    }

    /** Has an unknown signature and expired long ago. */
    @Test
    void aForgedOrExpiredTokenIsOneToo() {
        String token = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImsxIn0"
                + ".eyJzdWIiOiJhZG1pbiIsImV4cCI6MX0.c2lnbmF0dXJl";
        TestClient client = TestClient.tryToConnect(port, token, Transport.WEBSOCKET);

        assertThat(error(client).header("message")).isEqualTo("UNAUTHENTICATED");
        assertThat(client.closed().getCode()).isEqualTo(4401);
    }

    @Test
    void theTokenOfALoginThatHasEndedOpensNothing() {
        TestLogin login = TestLogin.guest(port);
        login.logOut();
        TestClient client = TestClient.tryToConnect(port, login.token(), Transport.WEBSOCKET);

        assertThat(error(client).header("message")).isEqualTo("UNAUTHENTICATED");
        assertThat(client.closed().getCode()).isEqualTo(4401);
    }

    @Test
    void aLogoutEndsTheConnectionsOfThatLoginAndNoOther() {
        TestLogin login = TestLogin.guest(port);
        TestClient tab = TestClient.connect(login);
        try (TestClient other = TestClient.connect(TestLogin.guest(port))) {
            login.logOut();

            assertThat(tab.closed().getCode()).isEqualTo(4401);
            other.sentinel();
        }
    }

    @Test
    void aRefusalIsNeverSilentThoughNobodyListensForErrors() {
        TestClient client = TestClient.connectBare(port, TestLogin.guest(port).token(), Transport.WEBSOCKET);

        client.raw("SEND\ndestination:/app/nothing\nreceipt:r1\n\n{}\0");

        assertThat(error(client).header("message")).isEqualTo("UNKNOWN_DESTINATION");
        assertThat(error(client).header("receipt-id")).isEqualTo("r1");
        client.closed();
    }

    @Test
    void aRefusedSubscriptionIsNotSilentEither() {
        TestClient client = TestClient.connectBare(port, TestLogin.guest(port).token(), Transport.WEBSOCKET);

        client.raw("SUBSCRIBE\nid:1\ndestination:/queue/ticket.00000000\n\n\0");

        assertThat(error(client).header("message")).isEqualTo("NOT_FOUND");
        client.closed();
    }

    @Test
    void aSecondConnectEndsTheConnection() {
        TestLogin login = TestLogin.guest(port);
        TestClient client = TestClient.connect(login);

        client.raw("CONNECT\naccept-version:1.2\npasscode:" + login.token() + "\n\n\0");

        assertThat(error(client).header("message")).isEqualTo("PROTOCOL_VIOLATION");
        assertThat(client.closed().getCode()).isEqualTo(4403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MESSAGE\ndestination:/topic/tickets\n\n{}\0",
                "RECEIPT\nreceipt-id:1\n\n\0",
                "ERROR\n\n\0",
                "CONNECTED\nversion:1.2\n\n\0",
                "NONSENSE\n\n\0",
                "SEND\ndestination\n\n\0",
                "BEGIN\ntransaction:1\n\n\0",
                "ACK\nid:1\n\n\0"
            })
    void whatNoClientSendsEndsTheConnection(String frame) {
        TestClient client = TestClient.connect(TestLogin.guest(port));

        client.raw(frame);

        assertThat(client.closed().getCode()).isEqualTo(4403);
    }

    @Test
    void aFrameOverItsLimitEndsTheConnection() {
        TestClient client = TestClient.connect(TestLogin.guest(port));

        client.raw("SEND\ndestination:/app/ping\n\n" + "x".repeat(140 * 1024) + "\0");

        assertThat(client.closed().getCode()).isEqualTo(4403);
    }

    @Test
    void thePasscodeMayBeTheToken() {
        TestLogin login = TestLogin.guest(port);
        try (TestClient client = TestClient.connectBare(port, login.token(), Transport.WEBSOCKET)) {
            assertThat(client.received().getFirst().header("user-name")).isEqualTo(login.id());
            assertThat(client.received().getFirst().header("version")).isEqualTo("1.2");
        }
    }
}
