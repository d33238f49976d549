package io.stompdesk.auth;

import io.stompdesk.limit.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt to log in comes from.
 *
 * @param account the user name as typed, without regard to case; empty if no account can have it
 * @param browser the id of the browser, if this account has logged in with it before
 * @param known whether this account has logged in before with this browser or from this address
 */
record LoginClient(
        ClientAddress address, String account, @Nullable String browser, boolean known) {}
