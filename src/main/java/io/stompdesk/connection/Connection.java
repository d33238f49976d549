package io.stompdesk.connection;

import io.stompdesk.account.Account;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.FrameRateLimiter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageHeaderAccessor;

/** A connected client: its account, its login and its socket. */
public final class Connection {

    private static final String HEADER = "stompdesk.connection";

    private final String id;
    private final String loginId;
    private final ClientSocket socket;
    private final FrameRateLimiter rateLimiter;
    private volatile Account account;
    private volatile Instant validUntil;
    private volatile boolean disconnected;

    /**
     * @param id the STOMP session's id
     * @param validUntil when the client's token expires
     */
    public Connection(
            String id,
            Account account,
            String loginId,
            Instant validUntil,
            ClientSocket socket,
            FrameRateLimiter rateLimiter) {
        this.id = id;
        this.account = account;
        this.loginId = loginId;
        this.validUntil = validUntil;
        this.socket = socket;
        this.rateLimiter = rateLimiter;
    }

    /** The connection of a frame; {@code null} before CONNECT and after the connection has ended. */
    public static @Nullable Connection of(Message<?> frame) {
        return (Connection) frame.getHeaders().get(HEADER);
    }

    /** Attaches this connection to a frame, for {@link #of}. */
    public void attachTo(MessageHeaderAccessor frame) {
        frame.setHeader(HEADER, this);
    }

    public String id() {
        return id;
    }

    public Account account() {
        return account;
    }

    /** Replaces the account after it has changed. */
    public void update(Account changed) {
        account = changed;
    }

    public FrameRateLimiter rateLimiter() {
        return rateLimiter;
    }

    public String loginId() {
        return loginId;
    }

    public ClientSocket socket() {
        return socket;
    }

    public Instant validUntil() {
        return validUntil;
    }

    public void renewUntil(Instant later) {
        validUntil = later;
    }

    /** The client has sent DISCONNECT. */
    public void disconnectReceived() {
        disconnected = true;
    }

    boolean isDisconnected() {
        return disconnected;
    }
}
