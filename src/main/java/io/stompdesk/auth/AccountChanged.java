package io.stompdesk.auth;

import io.stompdesk.account.Account;

/**
 * An admin has changed an account. Listeners end whatever depended on a right that the account has lost. Published
 * after the commit, on this node only, on the thread of the commit dispatcher, and before anything that was committed
 * later.
 */
public record AccountChanged(Account before, Account after) {}
