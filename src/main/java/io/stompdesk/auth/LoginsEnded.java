package io.stompdesk.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logins have ended: by logout, a new password, reuse of an old token, or because the account was disabled. Listeners
 * end whatever depends on them, such as connections. Published after the commit, on this node only, and on the thread
 * of the commit dispatcher: listeners must not block.
 *
 * @param accountId the account of the logins
 * @param loginIds the ended logins, or {@code null} for all logins of the account
 */
public record LoginsEnded(String accountId, @Nullable Set<String> loginIds) {}
