package io.stompdesk.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logins have ended, by logout, a change of the password, reuse of an old token, or because the account was disabled:
 * what rests on them, such as live connections, is to end too. Published after the commit, on this node only, and on
 * the publishing thread: listeners must not block.
 *
 * @param accountId whose they were
 * @param loginIds which, or {@code null} for all of the account
 */
public record LoginsEnded(String accountId, @Nullable Set<String> loginIds) {}
