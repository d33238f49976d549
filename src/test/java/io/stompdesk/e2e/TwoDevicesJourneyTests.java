package io.stompdesk.e2e;

import org.junit.jupiter.api.Test;

class TwoDevicesJourneyTests extends Journey {

    @Test
    void whoAnsweredElsewhereMeanwhileIsAskedBeforeSending() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("One account", "Two devices.");
        StaffPage desktop = agent("Ada").goes("Online");
        desktop.picks(ticket);
        StaffPage laptop = again(desktop);
        laptop.looksAt(ticket);
        laptop.mayWrite();

        desktop.types("It costs ten.");
        laptop.says("It costs twelve.");
        desktop.hasSaid("It costs twelve.");
        desktop.sends();

        desktop.isAsked();
        desktop.snap("asked");
        cleo.reads("It costs twelve.");
        cleo.doesNotSee("It costs ten.");
        desktop.sendsAnyway();
        desktop.hasSaid("It costs ten.");
        laptop.hasSaid("It costs ten.");
        cleo.reads("It costs ten.");
        cleo.threadIs("Two devices.", "It costs twelve.", "It costs ten.");
        desktop.threadIs("Two devices.", "It costs twelve.", "It costs ten.");
    }
}
