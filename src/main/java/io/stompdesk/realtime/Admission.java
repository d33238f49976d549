package io.stompdesk.realtime;

import io.stompdesk.account.Account;
import io.stompdesk.auth.Authenticator;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * Who may CONNECT: whoever speaks our STOMP, once for each socket, with a token that stands, and
 * not too often at once.
 */
@Component
final class Admission {

    private static final Set<String> CREDENTIALS = Set.of("Authorization", "passcode");

    private static final Set<String> OURS = Set.of("1.1", "1.2");

    private static final String BEARER = "Bearer ";

    private final Authenticator authenticator;
    private final Connections connections;
    private final Outbounds outbounds;
    private final Quotas quotas;

    Admission(
            Authenticator authenticator,
            Connections connections,
            Outbounds outbounds,
            Quotas quotas) {
        this.authenticator = authenticator;
        this.connections = connections;
        this.outbounds = outbounds;
        this.quotas = quotas;
    }

    /** Lets the CONNECT through once there is a connection, unless its socket has gone. */
    @Nullable Message<?> connect(
            Message<?> message, StompHeaderAccessor headers, Outbound outbound) {
        String session = Objects.requireNonNull(headers.getSessionId());
        if (connections.find(session) != null || !speaksOurs(headers)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        String jwt = tokenOf(headers);
        Authenticator.Identity identity = authenticator.authenticate(jwt);
        Account account = identity.account();
        quotas.oneMoreConnection(connections.of(account.id()).size());
        CREDENTIALS.forEach(headers::removeNativeHeader);
        headers.setUser(new ConnectedUser(account));
        connections.open(
                new Connection(
                        session,
                        account,
                        identity.token().loginId(),
                        identity.token().expiresAt(),
                        outbound,
                        quotas.forConnectionOf(account.id())));
        if (!outbounds.isOpen(session)) {
            // Gone meanwhile, and its end was told before there was a connection to end.
            connections.end(session);
            return null;
        }
        confirm(session, jwt, account);
        return message;
    }

    /**
     * Once more, now that a revocation would find the connection: one that came while the token was
     * being checked did not.
     */
    private void confirm(String session, String jwt, Account checked) {
        try {
            if (authenticator.authenticate(jwt).account().role() != checked.role()) {
                throw new Refusal(ErrorCode.UNAUTHENTICATED);
            }
        } catch (Refusal revoked) {
            connections.end(session);
            throw revoked;
        }
    }

    private static boolean speaksOurs(StompHeaderAccessor headers) {
        String versions = headers.getFirstNativeHeader("accept-version");
        return versions != null
                && Arrays.stream(versions.split(",", -1))
                        .map(String::strip)
                        .anyMatch(OURS::contains);
    }

    private static String tokenOf(StompHeaderAccessor headers) {
        String authorization = headers.getFirstNativeHeader("Authorization");
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        String passcode = headers.getPasscode();
        if (passcode == null) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        return passcode;
    }
}
