package io.stompdesk.auth;

import io.stompdesk.account.Account;

/**
 * An admin has changed an account: what rested on a right that it no longer has is to end. Published after the commit,
 * on this node only, and on the publishing thread, before anything that was committed later is published.
 */
public record AccountChanged(Account before, Account after) {}
