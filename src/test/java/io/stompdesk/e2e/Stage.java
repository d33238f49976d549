package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each person of a journey a browser, takes screenshots into {@code target/screenshots}, checks the complaints of
 * the browsers, and cleans up.
 */
final class Stage implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final List<Person> people = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private Browser browser;
    private String scene = "";
    private int shots;

    @Override
    public void beforeEach(ExtensionContext test) {
        browser = Chromium.of(test);
        scene = test.getRequiredTestClass().getSimpleName() + "." + test.getDisplayName();
        scene = scene.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("-$", "");
    }

    Browser browser() {
        return browser;
    }

    Person person(String name, int port, Look look) {
        Person person = new Person(name, this, browser, port, look);
        people.add(person);
        return person;
    }

    /** A proxy to the desk that the test can cut. */
    Cable cable(int desk) {
        Cable cable = new Cable(desk);
        cables.add(cable);
        return cable;
    }

    void snap(Page page, String who, String moment) {
        String file = "%02d %s %s.png".formatted(++shots, who, moment).replace(' ', '-');
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve(scene).resolve(file)));
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            people.forEach(Stage::snapFailure);
        } else {
            people.forEach(Person::assertNoComplaints);
        }
    }

    /** Disconnects everybody and closes their browsers. */
    void sendHome() {
        people.forEach(Person::leave);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        people.forEach(Person::close);
        people.clear();
        for (Cable cable : cables) {
            cable.close();
        }
        cables.clear();
    }

    private static void snapFailure(Person person) {
        try {
            person.snapAll("failed");
        } catch (PlaywrightException unable) {
            System.err.println("No screenshot of " + person.name() + ": " + unable.getMessage());
        }
    }
}
