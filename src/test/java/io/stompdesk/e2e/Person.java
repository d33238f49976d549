package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/** A person with their own browser: cookies, tabs, console. */
final class Person implements AutoCloseable {

    private final String name;
    private final Stage stage;
    private final BrowserContext context;
    private final String address;
    private final Complaints complaints = new Complaints();
    private boolean gone;

    Person(String name, Stage stage, Browser browser, int port, Look look) {
        this.name = name;
        this.stage = stage;
        this.address = "http://localhost:" + port;
        this.context = browser.newContext(look.options());
        context.setDefaultTimeout(Chromium.PATIENCE_MS);
        complaints.listenTo(context);
    }

    String name() {
        return name;
    }

    BrowserContext context() {
        return context;
    }

    Complaints complaints() {
        return complaints;
    }

    Page tab(String path) {
        Page page = context.newPage();
        page.navigate(address + path);
        return page;
    }

    void snap(Page page, String moment) {
        stage.snap(page, name, moment);
    }

    /** Takes a last screenshot of each open page. */
    void snapAll(String moment) {
        if (gone) {
            return;
        }
        context.pages().forEach(page -> snap(page, moment));
    }

    /** Takes the browser offline. The browser knows. */
    void offline(boolean off) {
        context.setOffline(off);
    }

    void assertNoComplaints() {
        if (!gone) {
            // Messages of the browser arrive with the next answer.
            context.pages().forEach(Person::hear);
        }
        complaints.assertNone();
    }

    private static void hear(Page page) {
        try {
            page.title();
        } catch (PlaywrightException closed) {
            // A closed page reports nothing more.
        }
    }

    /** Disconnects the pages, so that the desk does not wait for this person to come back. */
    void leave() {
        if (gone) {
            return;
        }
        for (Page page : context.pages()) {
            try {
                page.evaluate("document.querySelector('staff-app')?.page.login.space?.desk.disconnect()");
            } catch (PlaywrightException noPage) {
                // A closed page has no connection.
            }
        }
        close();
    }

    /** Closes the browser as if it was killed, without disconnecting first. */
    @Override
    public void close() {
        if (!gone) {
            gone = true;
            context.close();
        }
    }
}
