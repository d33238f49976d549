package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TextJourneyTests extends Journey {

    private static final String HTML = "<img src=x onerror=alert(1)><b>bold</b>";
    private static final String SCRIPT_LINK = "javascript:alert(1) and data:text/html,x";
    private static final String BACKWARDS = "ledger\u202Efdp.exe";

    @Test
    void whatPeopleWriteIsTextAndOnlyTheWebIsLinked() {
        CustomerPage cleo = customer("<i>Cleo</i>");
        cleo.page().onDialog(dialog -> Assertions.fail("A script ran: " + dialog.message()));
        String ticket = cleo.opensTicket(HTML, HTML);
        StaffPage ada = agent("Ada").goes("Online");
        ada.page().onDialog(dialog -> Assertions.fail("A script ran: " + dialog.message()));
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.says(HTML);
        cleo.says(SCRIPT_LINK);
        cleo.says(BACKWARDS);
        cleo.says("See https://example.org/a?b=c#d (or www.example.com).");
        ada.reads(SCRIPT_LINK);

        Locator said = ada.page().locator("article.message .message__text");
        assertThat(said).hasCount(5);
        assertThat(said.nth(0)).hasText(HTML);
        assertThat(said.nth(1)).hasText(HTML);
        for (DeskPage page : new DeskPage[] {cleo, ada}) {
            assertThat(page.page().locator("article.message img, article.message b"))
                    .hasCount(0);
            Locator links = page.page().locator("article.message a");
            assertThat(links).hasCount(2);
            assertThat(links.nth(0)).hasAttribute("href", "https://example.org/a?b=c#d");
            assertThat(links.nth(1)).hasAttribute("href", "https://www.example.com/");
            for (Locator link : links.all()) {
                assertThat(link).hasAttribute("rel", "noopener noreferrer");
                assertThat(link).hasAttribute("target", "_blank");
            }
        }
        // A change of the text direction ends with its message. The time below it is still readable.
        Assertions.assertThat(said.nth(3)
                        .evaluate("e => getComputedStyle(e).unicodeBidi")
                        .toString())
                .isIn("isolate", "plaintext", "isolate-override");
        cleo.snap("text");
        ada.snap("text");
    }

    @Test
    void nothingThatIsWrittenLooksLikeSomethingElse() {
        StaffPage ada = agent("Ada").goes("Online");
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket(BACKWARDS, "https://good.example@evil.example/x");
        String shown = "ledger<U+202E>fdp.exe";
        ada.isToasted(shown);
        ada.searches("ledger");
        ada.found("1 ticket");
        Locator row = ada.page().locator(".ticket-row[data-id='" + ticket + "'] .ticket-row__link");
        assertThat(row).hasText(shown);
        assertThat(row).hasAttribute("title", shown);
        ada.picks(ticket);
        assertThat(ada.page().locator("h1.conversation__subject")).hasText(shown);
        cleo.mayWrite();
        cleo.says("https://\u0430pple.com/x");
        cleo.says("https://good.example/\u202Egpj.exe");
        for (DeskPage page : new DeskPage[] {cleo, ada}) {
            Locator links = page.page().locator("article.message a");
            assertThat(links).hasText(new String[] {
                "https://evil.example/x", "https://xn--pple-43d.com/x", "https://good.example/"
            });
            assertThat(page.page().locator("article.message .message__text").last())
                    .hasText("https://good.example/<U+202E>gpj.exe");
        }
    }

    @Test
    void aLongWordBreaksTheLineAndNotThePage() {
        CustomerPage cleo = customer("Cleo", Look.USUAL.phone());
        String ticket = cleo.opensTicket("W".repeat(150), "w".repeat(600));
        cleo.fitsTheScreen();
        StaffPage ada = agent("Ada", Look.USUAL.phone()).goes("Online");
        ada.fitsTheScreen();
        ada.picks(ticket);
        ada.says("a\nb\n" + "x".repeat(400) + " 👩‍🚀 " + "漢".repeat(60));
        ada.fitsTheScreen();
        cleo.fitsTheScreen();
        cleo.snap("long");
        ada.snap("long");
    }

    /** Each of them once took seconds to be searched for links, at each signal of typing anew. */
    @Test
    void aHostileTextDoesNotHoldThePageUp() {
        CustomerPage cleo = customer("Cleo");
        String ticket = cleo.opensTicket("Help", "https://a" + ".".repeat(6_659) + "x" + ")".repeat(3_330));
        StaffPage ada = agent("Ada").goes("Online");
        ada.picks(ticket);
        cleo.mayWrite();
        cleo.says("www.a" + ".".repeat(9_000) + ")".repeat(900));
        cleo.says("(https://".repeat(1_100));
        cleo.says("the last one");
        ada.reads("the last one");

        ada.page().addInitScript("""
            window.longest = 0;
            new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
            }).observe({ type: 'longtask' });\
            """);
        ada.reload();
        ada.reads("the last one");
        cleo.types("a word");
        assertThat(ada.typing()).containsText("is typing");
        Assertions.assertThat(((Number) ada.page().evaluate("longest")).doubleValue())
                .as("the longest task, in milliseconds")
                .isLessThan(1_000);
    }
}
