package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RefreshCookieTests {

    private final RefreshToken token = new RefreshToken("l".repeat(22), "s".repeat(43), "p".repeat(43));

    @Test
    void overTlsItIsBoundToTheHost() {
        assertThat(RefreshCookie.of(request(true, "other"))
                        .containing(token, Duration.ofDays(30))
                        .toString())
                .startsWith("__Host-stompdesk=" + token.value() + ";")
                .contains("; Path=/;", "; Max-Age=2592000;", "; Secure;", "; HttpOnly;", "; SameSite=Strict")
                .doesNotContain("Domain");
        assertThat(RefreshCookie.of(request(true, "other")).cleared().toString())
                .contains("Max-Age=0;", "Secure;");
    }

    @Test
    void overTlsAPlainCookieThatAnybodyOnTheWayCouldHaveSetIsNotRead() {
        assertThat(RefreshCookie.read(request(true, "stompdesk"))).isEmpty();
        assertThat(RefreshCookie.read(request(true, "__Host-stompdesk"))).contains(token);
        assertThat(RefreshCookie.read(request(false, "stompdesk"))).contains(token);
    }

    /** Browsers send a cookie to all ports of its host. */
    @Test
    void eachPortHasACookieOfItsOwn() {
        MockHttpServletRequest request = request(false, "stompdesk-8081");
        request.setServerPort(8081);
        assertThat(RefreshCookie.of(request).cleared().toString()).startsWith("stompdesk-8081=;");
        assertThat(RefreshCookie.read(request)).contains(token);

        request.setServerPort(8082);
        assertThat(RefreshCookie.read(request)).isEmpty();

        request.setSecure(true);
        request.setServerPort(8443);
        assertThat(RefreshCookie.of(request).cleared().toString()).startsWith("__Host-stompdesk-8443=;");
    }

    @Test
    void aTokenDoesNotShowItselfInALog() {
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    private MockHttpServletRequest request(boolean secure, String name) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSecure(secure);
        request.setServerPort(secure ? 443 : 80);
        request.setCookies(new Cookie("other", "x"), new Cookie(name, token.value()));
        return request;
    }
}
