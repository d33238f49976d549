package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/** Somebody with a browser of their own: cookies, tabs, console. */
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

    /** As the last thing that is seen of them. */
    void snapAll(String moment) {
        if (gone) {
            return;
        }
        context.pages().forEach(page -> snap(page, moment));
    }

    /** The browser's network goes, and the browser knows. */
    void offline(boolean off) {
        context.setOffline(off);
    }

    void assertNoComplaints() {
        if (!gone) {
            // What the browser has said so far arrives with the next answer.
            context.pages().forEach(Person::hear);
        }
        complaints.assertNone();
    }

    private static void hear(Page page) {
        try {
            page.title();
        } catch (PlaywrightException closed) {
            // Then it has nothing more to say.
        }
    }

    /** Says goodbye, so that the desk need not wait whether they come back. */
    void leave() {
        if (gone) {
            return;
        }
        for (Page page : context.pages()) {
            try {
                page.evaluate("document.querySelector('staff-app')?.page.login.space?.desk.disconnect()");
            } catch (PlaywrightException noPage) {
                // Then there is no connection either.
            }
        }
        close();
    }

    /** As when the browser is killed: nobody says goodbye. */
    @Override
    public void close() {
        if (!gone) {
            gone = true;
            context.close();
        }
    }
}
