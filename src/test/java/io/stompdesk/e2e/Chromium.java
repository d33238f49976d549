package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.stompdesk.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The machine's Chromium, started once for all tests. */
final class Chromium implements AutoCloseable {

    static final double PATIENCE_MS = 20_000;

    /** Debian has Chromium also without its windows, which starts and draws faster. */
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

    private final Playwright playwright = Playwright.create();
    private final Browser browser;

    private Chromium(Path program) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(arguments()));
    }

    /** The browser stays open until all tests have run. */
    static Browser of(ExtensionContext test) {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Machine.isMissing("There is none of " + PROGRAMS + "."));
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Chromium.class, _ -> new Chromium(program), Chromium.class)
                .browser;
    }

    private static List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("--disable-gpu", "--disable-background-networking", "--no-first-run"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox");
        }
        return arguments;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
