package io.stompdesk.e2e;

import io.stompdesk.DeskTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A journey through the real pages. All journeys share one desk, and each removes its tickets. */
@DeskTest(
        properties = {
            "stompdesk.limits.guests-per-address.burst=1000",
            "stompdesk.limits.tickets-per-address.burst=1000",
            // On a busy machine, reloading a page is slow.
            "stompdesk.presence.grace=4s"
        })
abstract class Journey {

    @RegisterExtension
    final Stage stage = new Stage();

    @LocalServerPort
    private int port;

    protected DeskServer desk;

    @BeforeEach
    final void desk() {
        desk = new DeskServer(port);
    }

    @AfterEach
    void leaveTheDeskEmpty() {
        stage.sendHome();
        Cleaner.at(port, stage).solveAll();
    }

    CustomerPage customer(String name) {
        return customer(name, Look.USUAL);
    }

    CustomerPage customer(String name, Look look) {
        return CustomerPage.open(stage.person(name, port, look));
    }

    CustomerPage customer(String name, Cable cable) {
        return CustomerPage.open(stage.person(name, cable.port(), Look.USUAL));
    }

    /** A staff member who has logged in and is offline. */
    StaffPage agent(String name) {
        return agent(name, Look.USUAL);
    }

    StaffPage agent(String name, Look look) {
        return agentAtTheDoor(name, look).logsIn().goes("Offline");
    }

    StaffPage agentAtTheDoor(String name, Look look) {
        return StaffPage.open(stage.person(name, port, look), desk.agent(name));
    }

    StaffPage agent(String name, Cable cable) {
        Person person = stage.person(name, cable.port(), Look.USUAL);
        return StaffPage.open(person, desk.agent(name)).logsIn().goes("Offline");
    }

    /** The same person with another browser. */
    StaffPage again(StaffPage agent) {
        Person person = stage.person(agent.person().name(), port, Look.USUAL);
        return StaffPage.open(person, agent.username()).logsIn();
    }
}
