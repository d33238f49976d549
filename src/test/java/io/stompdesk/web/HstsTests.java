package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DeskTest(
        properties = {
            "stompdesk.trusted-proxies=127.0.0.0/8,::1",
            "stompdesk.hsts.max-age=1d",
            "stompdesk.hsts.sub-domains=true",
        })
class HstsTests {

    @LocalServerPort
    private int port;

    @Test
    void subdomainsAreIncludedOnlyOnRequest() {
        HttpTestClient overTls = new HttpTestClient(port).header("X-Forwarded-Proto", "https");

        assertThat(overTls.get("/").header("Strict-Transport-Security")).isEqualTo("max-age=86400 ; includeSubDomains");
    }

    @Test
    void overPlainHttpThereIsNone() {
        assertThat(new HttpTestClient(port).get("/").header("Strict-Transport-Security"))
                .isNull();
    }
}
