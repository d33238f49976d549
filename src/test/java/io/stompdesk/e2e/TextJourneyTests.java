package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TextJourneyTests extends Journey {

    private static final String HTML = "<img src=x onerror=alert(1)><b>bold</b>";
    private static final String SCRIPT_LINK = "javascript:alert(1) and data:text/html,x";
    private static final String BACKWARDS = "invoice\u202Efdp.exe";

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
        // What turns the direction ends with its message: the time below still reads as a time.
        Assertions.assertThat(said.nth(3)
                        .evaluate("e => getComputedStyle(e).unicodeBidi")
                        .toString())
                .isIn("isolate", "plaintext", "isolate-override");
        cleo.snap("text");
        ada.snap("text");
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
}
