package io.stompdesk;

import io.stompdesk.account.DemoAccounts;
import io.stompdesk.account.FirstAdmin;
import io.stompdesk.web.DeskSettings;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the operator the address of the desk and how to log in. This is the only output of a successful start that
 * contains a password.
 */
@Component
final class StartNotice {

    private static final Logger log = LoggerFactory.getLogger(StartNotice.class);

    private final FirstAdmin firstAdmin;
    private final DemoAccounts demo;
    private final String publicUrl;

    StartNotice(FirstAdmin firstAdmin, DemoAccounts demo, DeskSettings settings) {
        this.firstAdmin = firstAdmin;
        this.demo = demo;
        this.publicUrl = settings.publicUrl().strip().replaceFirst("/+$", "");
    }

    @EventListener
    void ready(ApplicationReadyEvent start) {
        if (!publicUrl.startsWith("https:")) {
            log.warn("STOMPDESK_PUBLIC_URL is not an https address, so traffic can be read on its way."
                    + " Use this only on this machine or in a network that you trust.");
        }
        if (start.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            print(System.out, web.getWebServer().getPort());
        }
    }

    /** Prints to standard output and not to the log, because logs are stored and forwarded. */
    private void print(PrintStream out, int port) {
        String desk = publicUrl.isEmpty() ? "http://localhost:" + port : publicUrl;
        String password =
                firstAdmin.takeGeneratedPassword().orElse("the password of the first start, or what it was changed to");
        out.printf("""

            %s is ready.
              Customers  %s/
              Staff      %s/staff
              Log in as %s with %s
            %s
            """, "Stompdesk", desk, desk, FirstAdmin.USERNAME, password, demo.wanted() ? people() : "");
    }

    private static String people() {
        return "  To try it out: staff %s, customers %s, all with %s%n"
                .formatted(
                        String.join(", ", DemoAccounts.STAFF),
                        String.join(", ", DemoAccounts.CUSTOMERS),
                        DemoAccounts.PASSWORD);
    }
}
