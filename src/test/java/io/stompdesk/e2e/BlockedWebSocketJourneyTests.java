package io.stompdesk.e2e;

import org.junit.jupiter.api.Test;

class BlockedWebSocketJourneyTests extends Journey {

    @Test
    void whereNoWebSocketPassesTheChatGoesOverPlainHttp() {
        Cable cable = stage.cable(desk.port());
        cable.blockWebSockets();
        Person person = stage.person("Cleo", cable.port(), Look.USUAL);
        person.complaints().expect("WebSocket connection to .* failed");
        CustomerPage cleo = CustomerPage.open(person);
        String ticket = cleo.opensTicket("Behind a proxy", "It lets little through.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.isConnected();

        cleo.says("Does this arrive?");
        cleo.hasSaid("Does this arrive?");
        ada.reads("Does this arrive?");
        ada.says("It does.");
        cleo.reads("It does.");
        cleo.reload();
        cleo.threadIs("It lets little through.", "Does this arrive?", "It does.");
        cleo.says("After a reload too?");
        ada.reads("After a reload too?");
    }
}
