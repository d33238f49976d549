package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The customer page, with the actions of a customer. */
final class CustomerPage extends DeskPage {

    private CustomerPage(Person person, Page page) {
        super(person, page);
    }

    static CustomerPage open(Person person) {
        return new CustomerPage(person, person.tab("/"));
    }

    /** Opens another tab of the same browser with the same address. */
    CustomerPage secondTab() {
        Page tab = person.context().newPage();
        tab.navigate(page.url());
        return new CustomerPage(person, tab);
    }

    /** Opens a ticket, as a guest or with the current login. */
    String opensTicket(String subject, String description) {
        Locator name = page.getByLabel("Your name");
        assertThat(button("Open a ticket")).isVisible();
        if (name.count() > 0) {
            name.fill(person.name());
        }
        page.getByLabel("Subject").fill(subject);
        page.getByLabel("What happened?").fill(description);
        button("Open a ticket").click();
        return ticketId();
    }

    /** The number of the open ticket, as it appears in addresses. */
    String ticketId() {
        Locator number = page.locator("button.ticket-id");
        assertThat(number).hasText(Pattern.compile("^\\w{4}-\\w{4}$"));
        return number.innerText().strip().replace("-", "");
    }

    Locator statusCard() {
        return page.locator(".status-card");
    }

    void isTold(String words) {
        assertThat(statusCard()).containsText(words);
    }

    void talksWith(String agent) {
        isTold("You are talking with " + agent + ".");
    }

    /** The status of a ticket in the customer's list. */
    Locator ticketLink(String subject) {
        return page.locator(".ticket-link").filter(new Locator.FilterOptions().setHasText(subject));
    }

    void saysItIsSolved() {
        button("This is solved").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, within("This is solved"))
                .click();
    }

    void reopens() {
        button("Reopen").click();
    }

    void registers(String name, String username, String password) {
        page.getByRole(AriaRole.LINK, named("Log in")).click();
        button("Create an account instead").click();
        page.getByLabel("Your name").fill(name);
        page.getByLabel("User name").fill(username);
        page.locator("#password").fill(password);
        snap("register");
        button("Create the account").click();
    }

    void logsIn(String username, String password) {
        page.getByLabel("User name").fill(username);
        page.locator("#password").fill(password);
        button("Log in").click();
    }
}
