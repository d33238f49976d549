package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.DeskTest;
import io.stompdesk.TestLogin;
import io.stompdesk.attack.RawStomp.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A desk behind nginx as it is shipped. The desk ends an idle stream later than these tests wait. */
@DeskTest(properties = {"stompdesk.realtime.ping=25s", "stompdesk.realtime.silence=60s"})
class BufferingProxyTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @EnumSource
    void everyTransportWorks(Transport transport) {
        try (BufferingProxy proxy = new BufferingProxy(port, true);
                RawStomp client = RawStomp.open(transport, proxy.port())) {
            client.connect(TestLogin.guest(port).token());

            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    @Test
    void withoutTheHeaderAStreamIsSilent() {
        try (BufferingProxy proxy = new BufferingProxy(port, false)) {
            assertThatThrownBy(() -> RawStomp.open(Transport.XHR_STREAMING, proxy.port()))
                    .hasMessage("not opened");
        }
    }
}
