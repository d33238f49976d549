package io.stompdesk.auth;

import io.stompdesk.account.AccountLimits;
import io.stompdesk.kernel.TextLimits;
import io.stompdesk.web.DeskSettings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The configuration that the pages need before login. */
@RestController
final class ConfigController {

    private final PageConfig config;

    ConfigController(DeskSettings desk, AuthSettings auth, TextLimits limits, AccountLimits account) {
        this.config = new PageConfig(desk.name(), auth.registration(), limits, account);
    }

    @GetMapping("/api/config")
    PageConfig config() {
        return config;
    }

    /** Documented in docs/protocol.md. */
    record PageConfig(String name, boolean registration, TextLimits limits, AccountLimits account) {}
}
