package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The staff page, with the actions of an agent. */
final class StaffPage extends DeskPage {

    enum Queue {
        MINE,
        WAITING,
        PAUSED,
        COLLEAGUES,
        RESOLVED;

        private String css() {
            return ".queue--" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final String username;

    private StaffPage(Person person, Page page, String username) {
        super(person, page);
        this.username = username;
    }

    static StaffPage open(Person person, String username) {
        return new StaffPage(person, person.tab("/staff"), username);
    }

    /** Opens another tab of the same browser with the same address. */
    StaffPage secondTab() {
        Page tab = person.context().newPage();
        tab.navigate(page.url());
        return new StaffPage(person, tab, username);
    }

    String username() {
        return username;
    }

    StaffPage logsIn() {
        logsIn(DeskServer.PASSWORD);
        isConnected();
        return this;
    }

    void logsIn(String password) {
        page.getByLabel("User name").fill(username);
        page.locator("#password").fill(password);
        button("Log in").click();
    }

    // Presence

    private Locator status(String words) {
        return page.locator("presence-switch").getByRole(AriaRole.RADIO, within(words));
    }

    StaffPage goes(String words) {
        status(words).click();
        is(words);
        return this;
    }

    void is(String words) {
        assertThat(status(words)).isChecked();
    }

    // Queues

    Locator queue(Queue queue) {
        return page.locator(queue.css());
    }

    Locator row(Queue queue, String ticket) {
        return queue(queue).locator(".ticket-row[data-id='" + ticket + "']");
    }

    /** The queue shows exactly these tickets, and their number. */
    void sees(Queue queue, String... tickets) {
        unfolds(queue);
        assertThat(queue(queue).locator(".queue__head .count")).hasText(Integer.toString(tickets.length));
        assertThat(queue(queue).locator(".ticket-row")).hasCount(tickets.length);
        for (String ticket : tickets) {
            assertThat(row(queue, ticket)).isVisible();
        }
    }

    private void unfolds(Queue queue) {
        Locator head = queue(queue).locator(".queue__head");
        if ("false".equals(head.getAttribute("aria-expanded"))) {
            head.click();
        }
    }

    /** A number of the dashboard. */
    Locator dashboard(String name) {
        return page.locator(".dashboard__item--" + name + " dd");
    }

    /** Searches for tickets. The results replace the queues. */
    void searches(String words) {
        page.getByRole(AriaRole.SEARCHBOX).fill(words);
    }

    void found(String summary) {
        assertThat(page.locator(".found__count")).hasText(summary);
    }

    // Tickets

    void picks(String ticket) {
        picking(ticket).click();
        mayWrite();
    }

    /** The pick button of the ticket's row, wherever it is in the queue. */
    Locator picking(String ticket) {
        return page.locator(".ticket-row[data-id='" + ticket + "'] .ticket-row__pick");
    }

    void looksAt(String ticket) {
        page.locator(".ticket-row[data-id='" + ticket + "'] .ticket-row__link").click();
        assertThat(page.locator(".conversation__who .ticket-id"))
                .hasText(ticket.substring(0, 4) + "-" + ticket.substring(4));
    }

    void resolves() {
        button("Solve").click();
    }

    void releases() {
        button("Release").click();
    }

    Locator toasts() {
        return page.locator(".toast");
    }

    void isToasted(String words) {
        assertThat(toasts().filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    /** The details pane says this about the customer. */
    void seesCustomer(String words) {
        assertThat(page.locator(".side__here")).hasText(words);
    }

    void chatIsClosed() {
        assertThat(page.getByRole(AriaRole.HEADING, named("You are offline"))).isVisible();
        assertThat(field()).hasCount(0);
    }

    void hasNoTicketOpen() {
        assertThat(page.locator(".conversation")).hasCount(0);
    }

    void hasNoProject() {
        assertThat(page.locator("queue-pane")).containsText("You belong to no project");
    }

    void isAtTheDoor() {
        assertThat(page.getByRole(AriaRole.HEADING, named("Staff login"))).isVisible();
    }

    void unread(String ticket, int messages) {
        Locator count = page.locator(".ticket-row[data-id='" + ticket + "'] .count--unread");
        if (messages == 0) {
            assertThat(count).hasCount(0);
        } else {
            assertThat(count.locator("[aria-hidden]")).hasText(Integer.toString(messages));
        }
    }
}
