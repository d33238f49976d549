package io.stompdesk.auth;

import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.limit.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Recognizes clients with which an account has logged in before, so that a flood of logins from elsewhere does not keep
 * its owner out. A browser shows it by a cookie (OWASP calls it a device cookie), which holds for one account, survives
 * logouts and gives no rights. Addresses are remembered in memory, the most recent ones only.
 */
@Component
final class KnownClients {

    private static final String COOKIE = "stompdesk-known";
    private static final int MAX_ADDRESSES = 50_000;
    private static final float LOAD_FACTOR = 0.75f;

    /** No user name is longer. Longer input shares one key, so that it cannot fill the memory. */
    private static final int USERNAME_MAX = 64;

    private static final Pattern FORMAT = Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    private final Hmac seals;
    private final Duration lifetime;
    private final Set<String> addresses = Collections.newSetFromMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_ADDRESSES;
        }
    });

    KnownClients(SigningKeys keys, LoginLimits limits) {
        this.seals = new Hmac(keys.signing().getValue(), "known browsers");
        this.lifetime = limits.knownBrowser();
    }

    static DeskCookie cookie(HttpServletRequest request) {
        return DeskCookie.of(request, COOKIE);
    }

    LoginClient identify(HttpServletRequest request, @Nullable String username) {
        ClientAddress address = ClientAddress.of(request);
        String account = account(username);
        String browser = cookie(request)
                .read(request)
                .flatMap(cookie -> browser(cookie, account))
                .orElse(null);
        return new LoginClient(address, account, browser, browser != null || isKnown(address, account));
    }

    /**
     * Remembers that this account has logged in.
     *
     * @return the cookie by which the browser is known from now on
     */
    ResponseCookie remember(LoginClient client, DeskCookie cookie) {
        synchronized (addresses) {
            addresses.add(key(client.address(), client.account()));
        }
        String browser = client.browser() == null ? OpaqueId.make() : client.browser();
        String seal = seals.of(sealed(browser, client.account()));
        return cookie.containing(browser + "." + seal, lifetime);
    }

    private boolean isKnown(ClientAddress address, String account) {
        synchronized (addresses) {
            return addresses.contains(key(address, account));
        }
    }

    private Optional<String> browser(String cookie, String account) {
        Matcher matcher = FORMAT.matcher(cookie);
        return matcher.matches() && seals.matches(sealed(matcher.group(1), account), matcher.group(2))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    private static String sealed(String browser, String account) {
        return browser + " " + account;
    }

    private static String key(ClientAddress address, String account) {
        return address.network() + " " + account;
    }

    private static String account(@Nullable String username) {
        String typed = username == null ? "" : username.strip().toLowerCase(Locale.ROOT);
        return typed.length() > USERNAME_MAX ? "" : typed;
    }
}
