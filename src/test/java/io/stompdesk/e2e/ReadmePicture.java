package io.stompdesk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotScale;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Takes the README's screenshot: {@code ./mvnw test -Dtest=ReadmePicture}. Builds do not run it, because they must not
 * change files of the repository.
 */
class ReadmePicture extends Journey {

    private static final Path PICTURE = Path.of("docs", "img", "desk.png");
    private static final long LARGEST = 300_000;

    @Test
    void aStaffPageOnABusyMorning() throws Exception {
        StaffPage ada = agent("Ada Lovelace", Look.USUAL.sized(1400, 860)).goes("Online");
        StaffPage ben = agent("Ben Okafor").goes("Online");
        agent("Chiara Russo").goes("Away");
        desk.ticket("Jonas Weber", "App closes when I scan a code", "…", "HIGH");
        desk.ticket("Amara Diallo", "Charged twice this month", "…", "URGENT");
        desk.ticket("Lena Fischer", "Change of the delivery date", "…", "NORMAL");
        desk.ticket("Tom Baker", "Can I have an invoice in English?", "…", "LOW");
        ben.picks(desk.ticket("Mateo Silva", "Invoice shows the old address", "…", "NORMAL"));
        ben.picks(desk.ticket("Yuki Tanaka", "Where can I change my plan?", "…", "LOW"));
        String resolved = desk.ticket("Olga Petrova", "Password reset mail", "…", "NORMAL");
        ben.picks(resolved);
        ben.resolves();

        ada.picks(desk.ticket("Noor Haddad", "Delivery to a second floor", "…", "NORMAL"));
        CustomerPage cleo = customer("Cleo Meyer");
        String ticket = cleo.opensTicket(
                "Payment went through, order did not",
                "I paid by card at 9:12, the money is gone, and my basket is still full.");
        ada.picks(ticket);
        cleo.mayWrite();
        ada.says("Good morning Cleo, let me look. Which name is on the card?");
        cleo.reads("Good morning Cleo, let me look. Which name is on the card?");
        cleo.says("C. Meyer. The bank says it is booked:");
        cleo.says("https://bank.example/booking/4711");
        ada.reads("C. Meyer. The bank says it is booked:");
        ada.says("Found it: the payment arrived, the shop was not told. I have set that right.");
        cleo.reads("Found it: the payment arrived, the shop was not told. I have set that right.");
        cleo.says("The order is there now, thank you!");

        assertThat(ada.queue(StaffPage.Queue.WAITING).locator(".count").first()).hasText("4");
        cleo.types("One more thing:");
        ada.seesTyping("Guest Cleo Meyer");
        for (int left = ada.toasts().count(); left > 0; left = ada.toasts().count()) {
            ada.toasts().first().getByLabel("Dismiss").click();
        }
        cleo.types("One more thing: is it insured?");
        ada.seesTyping("Guest Cleo Meyer");

        Files.createDirectories(PICTURE.getParent());
        ada.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setScale(ScreenshotScale.CSS)
                        .setPath(PICTURE));
        Assertions.assertThat(Files.size(PICTURE)).isLessThan(LARGEST);
    }
}
