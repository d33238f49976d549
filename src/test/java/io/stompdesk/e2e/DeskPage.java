package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** What both pages have in common: the connection, a conversation, settings. */
abstract class DeskPage {

    private static final Pattern MINE = Pattern.compile("\\bmessage--mine\\b");
    private static final Pattern STORED = Pattern.compile("\\bmessage--stored\\b");
    private static final Pattern SENDING = Pattern.compile("\\bmessage--sending\\b");
    private static final Pattern FAILED = Pattern.compile("\\bmessage--failed\\b");

    protected final Person person;
    protected final Page page;

    DeskPage(Person person, Page page) {
        this.person = person;
        this.page = page;
    }

    Person person() {
        return person;
    }

    Page page() {
        return page;
    }

    void snap(String moment) {
        person.snap(page, moment);
    }

    void reload() {
        page.reload();
    }

    /** Kills the browser. */
    void vanish() {
        person.close();
    }

    // The connection

    void isConnected() {
        connectionSays("Connected");
    }

    void connectionSays(String words) {
        assertThat(page.locator("connection-state")).hasText(words);
    }

    Locator banner() {
        return page.locator("connection-banner");
    }

    /** The banner says so, and has moved everything below it to its place. */
    void hasLostTheConnection() {
        assertThat(banner()).containsText("The connection is lost.");
        banner().evaluate("banner => Promise.all(banner.getAnimations().map(({ finished }) => finished))");
    }

    void isCaughtUp() {
        assertThat(banner()).containsText("Caught up");
    }

    void triesNow() {
        banner().getByRole(AriaRole.BUTTON, within("Try now")).click();
    }

    /** Begins to record everything that the banner and the connection indicator show. */
    void watchForAlarms() {
        page.evaluate("""
            () => {
              window.alarms = [];
              const look = () => {
                const said = document.querySelector('connection-banner').textContent.trim();
                const state = document.querySelector('connection-state').textContent.trim();
                if (said || state !== 'Connected') window.alarms.push(`${state}: ${said}`);
              };
              new MutationObserver(look).observe(document.body,
                { subtree: true, childList: true, characterData: true });
            }\
            """);
    }

    void hadNoAlarm() {
        Assertions.assertThat((List<?>) page.evaluate("alarms"))
                .as("alarms on the screen of " + person.name())
                .isEmpty();
    }

    // The conversation

    Locator field() {
        return page.getByRole(AriaRole.TEXTBOX, named("Your message"));
    }

    void types(String text) {
        field().fill(text);
    }

    void sends() {
        field().press("Enter");
    }

    void says(String text) {
        types(text);
        sends();
    }

    Locator message(String text) {
        return page.locator("article.message")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(text, new Page.GetByTextOptions().setExact(true))));
    }

    /** Waits until another person's message is shown, exactly once. */
    void reads(String text) {
        assertThat(message(text)).hasCount(1);
        assertThat(message(text)).not().hasClass(MINE);
    }

    /** Waits until one's own message is shown exactly once and is stored. */
    void hasSaid(String text) {
        assertThat(message(text)).hasCount(1);
        assertThat(message(text)).hasClass(MINE);
        assertThat(message(text)).hasClass(STORED);
    }

    void isSending(String text) {
        assertThat(message(text)).hasCount(1);
        assertThat(message(text)).hasClass(SENDING);
    }

    void hasNotSent(String text) {
        assertThat(message(text)).hasClass(FAILED);
    }

    void doesNotSee(String text) {
        assertThat(message(text)).hasCount(0);
    }

    /** The conversation shows exactly these messages, from top to bottom. */
    void threadIs(String... texts) {
        assertThat(page.locator("article.message .message__text")).hasText(texts);
    }

    /** Waits until a notice of the desk is shown, exactly once. */
    void readsNotice(String line) {
        readsNotices(line, 1);
    }

    void readsNotices(String line, int times) {
        assertThat(page.locator(".system__text").filter(new Locator.FilterOptions().setHasText(exactly(line))))
                .hasCount(times);
    }

    void mayWrite() {
        assertThat(field()).isEditable();
    }

    void isLocked(String reason) {
        assertThat(page.locator(".composer--locked")).containsText(reason);
        assertThat(field()).hasCount(0);
    }

    Locator typing() {
        return page.locator("p.typing");
    }

    void seesTyping(String name) {
        assertThat(typing()).hasText(name + " is typing …");
    }

    void seesNobodyTyping() {
        assertThat(typing()).hasText("");
    }

    void isAsked() {
        assertThat(page.locator(".moved")).isVisible();
    }

    void sendsAnyway() {
        page.locator(".moved").getByRole(AriaRole.BUTTON, within("Send anyway")).click();
    }

    // Settings

    void opensSettings() {
        page.locator("settings-menu button[aria-controls=settings]").click();
    }

    void choosesLanguage(String name) {
        opensSettings();
        page.locator("settings-menu").getByRole(AriaRole.RADIO, within(name)).click();
        page.keyboard().press("Escape");
    }

    void choosesTheme(String wish) {
        opensSettings();
        page.locator("settings-menu input[name=theme]")
                .nth(List.of("auto", "light", "dark").indexOf(wish))
                .setChecked(true, new Locator.SetCheckedOptions().setForce(true));
        page.keyboard().press("Escape");
    }

    void changesPassword(String present, String next) {
        opensSettings();
        button("Change the password").click();
        page.getByLabel("Present password").fill(present);
        page.getByLabel("New password").fill(next);
        button("Change it").click();
    }

    void logsOut() {
        opensSettings();
        page.getByRole(AriaRole.BUTTON, named("Log out")).click();
    }

    // Helpers

    /** The page has no horizontal scroll bar. */
    void fitsTheScreen() {
        Object tooWide = page.evaluate("""
            () => {
              const { scrollWidth } = document.scrollingElement;
              if (scrollWidth <= innerWidth) return [];
              return [...document.querySelectorAll('body *')]
                .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
                  || e.getBoundingClientRect().left < -1)
                .map((e) => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`);
            }\
            """);
        Assertions.assertThat((List<?>) tooWide)
                .as("wider than the screen of " + person.name())
                .isEmpty();
    }

    void shows(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    static Pattern exactly(String text) {
        return Pattern.compile("^\\s*" + text.replaceAll("[^\\p{L}\\p{N} ]", "\\\\$0") + "\\s*$");
    }
}
