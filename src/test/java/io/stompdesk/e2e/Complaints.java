package io.stompdesk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a browser reports about our pages: errors on the console, including violations of the Content Security Policy,
 * uncaught exceptions, and our own warning about a gap in a stream.
 */
final class Complaints {

    /** A page asks whether its login is still valid. The browser reports the negative answer. */
    private static final Pattern LOGIN_OVER = Pattern.compile("status of 401 .* @ \\S+/api/session/refresh");

    private static final Pattern LOST_NETWORK = Pattern.compile("WebSocket connection to .* failed"
            + "|Failed to load resource: (net::ERR_|the server responded with a"
            + " status of 50)"
            + "|@ \\S+/ws/"
            + "|DeskError: NETWORK");

    private final List<String> heard = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>(List.of(LOGIN_OVER));

    void listenTo(BrowserContext context) {
        context.onConsoleMessage(this::console);
        context.onWebError(error -> heard.add("uncaught: " + error.error()));
    }

    private void console(ConsoleMessage message) {
        String text = message.text() + " @ " + message.location();
        if (message.type().equals("error") || text.contains("A gap in")) {
            heard.add(text);
        }
    }

    /** Expects the errors that a browser reports when the test cuts the network. */
    void expectLostNetwork() {
        expected.add(LOST_NETWORK);
    }

    void expect(String regex) {
        expected.add(Pattern.compile(regex));
    }

    /** Ignores what was reported while a foreign script ran in the page. */
    void ignoreSince(int mark) {
        heard.subList(mark, heard.size()).clear();
    }

    int mark() {
        return heard.size();
    }

    void assertNone() {
        Predicate<String> isExpected = text ->
                expected.stream().anyMatch(pattern -> pattern.matcher(text).find());
        assertThat(heard.stream().filter(isExpected.negate()))
                .as("the browser complains")
                .isEmpty();
    }
}
