package io.stompdesk.connection;

import io.stompdesk.account.Account;
import io.stompdesk.auth.Authenticator;
import io.stompdesk.auth.BearerToken;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.ConnectionLimiter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * Handles CONNECT. A client may connect once per socket, with STOMP 1.1 or 1.2 and a valid token, and an account has a
 * limited number of connections.
 */
@Component
public final class ConnectHandler {

    private static final Set<String> CREDENTIALS = Set.of("Authorization", "passcode");

    private static final Set<String> VERSIONS = Set.of("1.1", "1.2");

    private final Authenticator authenticator;
    private final Connections connections;
    private final ClientSockets sockets;
    private final ConnectionLimiter limiter;

    public ConnectHandler(
            Authenticator authenticator, Connections connections, ClientSockets sockets, ConnectionLimiter limiter) {
        this.authenticator = authenticator;
        this.connections = connections;
        this.sockets = sockets;
        this.limiter = limiter;
    }

    /** Opens the connection and returns the message, or {@code null} if the socket has closed in the meantime. */
    public @Nullable Message<?> connect(Message<?> message, StompHeaderAccessor headers, ClientSocket socket) {
        String session = Objects.requireNonNull(headers.getSessionId());
        if (Connection.of(message) != null || !supportsVersion(headers)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        String jwt = tokenOf(headers);
        Authenticator.Identity identity = authenticator.authenticate(jwt);
        Account account = identity.account();
        limiter.checkConnectionLimit(connections.of(account.id()).size());
        CREDENTIALS.forEach(headers::removeNativeHeader);
        headers.setUser(new ConnectedUser(account));
        connections.open(new Connection(
                session,
                account,
                identity.token().loginId(),
                identity.token().expiresAt(),
                socket,
                limiter.forConnectionOf(account.id())));
        if (!sockets.isOpen(session)) {
            // The end of the socket was reported before this connection existed.
            connections.end(session);
            return null;
        }
        confirm(session, jwt, account);
        return message;
    }

    /**
     * Checks the token again, now that a revocation would find the connection. A revocation during the first check
     * would have missed it.
     */
    private void confirm(String session, String jwt, Account initial) {
        try {
            if (authenticator.authenticate(jwt).account().role() != initial.role()) {
                throw new Refusal(ErrorCode.UNAUTHENTICATED);
            }
        } catch (RuntimeException notConfirmed) {
            connections.end(session);
            throw notConfirmed;
        }
    }

    private static boolean supportsVersion(StompHeaderAccessor headers) {
        String versions = headers.getFirstNativeHeader("accept-version");
        return versions != null
                && Arrays.stream(versions.split(",", -1)).map(String::strip).anyMatch(VERSIONS::contains);
    }

    private static String tokenOf(StompHeaderAccessor headers) {
        String bearer = BearerToken.in(headers.getFirstNativeHeader("Authorization"));
        String jwt = bearer == null ? headers.getPasscode() : bearer;
        if (jwt == null) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        return jwt;
    }
}
