package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a browser stores about a person, and that it executes no strings as scripts. */
class PrivacyJourneyTests extends Journey {

    /** Everything that is stored, as text: local and session storage, databases, caches, the address. */
    private static final String KEPT = """
        async () => {
          const kept = [location.hash];
          for (const storage of [localStorage, sessionStorage]) {
            for (const key of Object.keys(storage)) kept.push(`${key}=${storage.getItem(key)}`);
          }
          for (const { name } of await indexedDB.databases()) {
            const database = await new Promise((resolve) => {
              indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result);
            });
            for (const table of database.objectStoreNames) {
              const all = await new Promise((resolve) => {
                database.transaction(table).objectStore(table).getAll().onsuccess = ({ target }) => resolve(target.result);
              });
              kept.push(...all.map((entry) => JSON.stringify(entry)));
            }
            database.close();
          }
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
          }
          return kept.filter((one) => one);
        }\
        """;

    @Test
    void aLogoutLeavesNothingOfThePerson() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Private", "Between us.");
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        ada.choosesTheme("dark");
        cleo.says("A secret");
        ada.reads("A secret");
        ada.types("A draft");
        ada.person().offline(true);
        ada.sends();
        ada.isSending("A draft");
        ada.types("Another draft");
        assertThat(String.join("\n", kept(ada))).contains("A draft", "Another draft", ticket, "theme");
        ada.person().complaints().expectLostNetwork();
        ada.person().offline(false);
        ada.hasSaid("A draft");
        ada.isConnected();

        ada.logsOut();
        ada.isAtTheDoor();
        hasNothingBut(ada.page(), "theme");

        cleo.logsOut();
        cleo.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, DeskPage.within("Log out"))
                .click();
        assertThat(cleo.page().getByLabel("Your name")).isVisible();
        hasNothingBut(cleo.page());
    }

    @Test
    void aLoginThatEndsLeavesNothingOfThePerson() {
        String ticket = desk.ticket("Jonas", "Mine?", "Not for long.", "NORMAL");
        StaffPage eve = agent("Eve").goes("Online");
        eve.picks(ticket);
        eve.types("Half a sentence");
        assertThat(String.join("\n", kept(eve))).contains("Half a sentence");

        eve.person().complaints().expect("status of 401");
        desk.change(eve.username(), Map.of("disabled", true));
        eve.isAtTheDoor();
        hasNothingBut(eve.page());
        desk.change(eve.username(), Map.of("disabled", false));
    }

    @Test
    void noStringBecomesScriptOrMarkup() {
        StaffPage ada = agent("Ada");
        Page page = ada.page();
        Object refused = page.evaluate("""
            () => ['div.innerHTML = "<i>x</i>"', 'script.src = "/js/desk.js"', 'new Worker("/js/desk.js")'].filter((code) => {
              const div = document.createElement('div');
              const script = document.createElement('script');
              try {
                if (code.startsWith('div')) div.innerHTML = '<i>x</i>';
                else if (code.startsWith('script')) script.src = '/js/desk.js';
                else new Worker('/js/desk.js').terminate();
                return false;
              } catch (error) {
                return error instanceof TypeError;
              }
            }).length\
            """);
        assertThat(refused).isEqualTo(3);
        ada.person().complaints().expect("TrustedHTML|TrustedScriptURL|Trusted Type");
    }

    private static List<String> kept(DeskPage of) {
        return ((List<?>) of.page().evaluate(KEPT))
                .stream().map(String::valueOf).toList();
    }

    /** The databases are emptied shortly after the page has changed. */
    private static void hasNothingBut(Page page, String... settings) {
        Awaitility.await()
                .atMost(Duration.ofMillis((long) Chromium.PATIENCE_MS))
                .untilAsserted(() -> assertThat((List<?>) page.evaluate(KEPT))
                        .filteredOn(kept -> !isSetting(kept, settings))
                        .allSatisfy(kept -> assertThat(String.valueOf(kept)).matches("#/(login)?")));
    }

    private static boolean isSetting(Object kept, String... settings) {
        return List.of(settings).stream().anyMatch(name -> String.valueOf(kept).startsWith("stompdesk." + name + "="));
    }
}
