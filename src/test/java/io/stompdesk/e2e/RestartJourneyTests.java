package io.stompdesk.e2e;

import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestStore;
import io.stompdesk.e2e.StaffPage.Queue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The desk stops and starts again at the same address with the same data. */
class RestartJourneyTests {

    @RegisterExtension
    final Stage stage = new Stage();

    @TempDir
    private Path data;

    private ConfigurableApplicationContext running;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aRestartUnderBothLosesNothingAndTheTicketIsPickedAgain() throws IOException {
        int port = freePort();
        start(port);
        DeskServer desk = new DeskServer(port);
        CustomerPage cleo = CustomerPage.open(stage.person("Cleo", port, Look.USUAL));
        String ticket = cleo.opensTicket("Maintenance", "Will this last?");
        StaffPage ada = StaffPage.open(stage.person("Ada", port, Look.USUAL), desk.agent("Ada"))
                .logsIn()
                .goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.says("before");
        ada.reads("before");

        cleo.person().complaints().expectLostNetwork();
        ada.person().complaints().expectLostNetwork();
        running.close();
        cleo.connectionSays("Reconnecting");
        cleo.says("while it was away");
        cleo.isSending("while it was away");
        cleo.snap("away");
        start(port);

        cleo.isConnected();
        ada.isConnected();
        cleo.readsNotice("Ada is reconnecting after a restart");
        cleo.readsNotice("Ada is back. Waiting for them to pick up the chat again.");
        ada.is("Online");
        ada.sees(Queue.MINE);
        ada.sees(Queue.PAUSED, ticket);
        cleo.snap("back");
        ada.snap("back");

        ada.picks(ticket);
        cleo.mayWrite();
        ada.says("Here again");
        cleo.reads("Here again");
        ada.reads("before");
        ada.reads("while it was away");
        cleo.hasSaid("before");
        cleo.hasSaid("while it was away");
    }

    private void start(int port) {
        SpringApplication desk = new SpringApplication(StompdeskApplication.class);
        desk.setRegisterShutdownHook(false);
        running = desk.run(
                "--server.port=" + port,
                "--STOMPDESK_DATA_DIR=" + data,
                "--STOMPDESK_STORE_URL=",
                "--STOMPDESK_ADMIN_PASSWORD=" + TestStore.ADMIN_PASSWORD);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
