package io.stompdesk.auth;

import io.stompdesk.account.AccountLimits;
import io.stompdesk.kernel.TextLimits;
import io.stompdesk.web.DeskSettings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the pages need to know before anybody has logged in. */
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

    /** As in docs/protocol.md. */
    record PageConfig(String name, boolean registration, TextLimits limits, AccountLimits account) {}
}
