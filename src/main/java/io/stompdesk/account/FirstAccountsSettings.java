package io.stompdesk.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which accounts a start creates.
 *
 * @param adminPassword the password of the first admin; if empty, the desk generates one
 * @param demo whether to create the demo accounts and their tickets
 */
@ConfigurationProperties("stompdesk")
record FirstAccountsSettings(
        @DefaultValue("") String adminPassword,
        @DefaultValue("false") boolean demo) {

    /** Leaves the password out, so that it never reaches a log. */
    @Override
    public String toString() {
        return "FirstAccountsSettings[demo=" + demo + "]";
    }
}
