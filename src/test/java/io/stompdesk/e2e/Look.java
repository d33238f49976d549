package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** The settings of a browser. */
record Look(String locale, ColorScheme colours, int width, int height) {

    static final Look USUAL = new Look("en-GB", ColorScheme.LIGHT, 1280, 800);

    Look dark() {
        return new Look(locale, ColorScheme.DARK, width, height);
    }

    Look phone() {
        return sized(360, 740);
    }

    Look sized(int newWidth, int newHeight) {
        return new Look(locale, colours, newWidth, newHeight);
    }

    Look in(String newLocale) {
        return new Look(newLocale, colours, width, height);
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setLocale(locale)
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(colours)
                .setViewportSize(width, height);
    }
}
