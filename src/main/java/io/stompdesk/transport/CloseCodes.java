package io.stompdesk.transport;

import io.stompdesk.kernel.ErrorCode;
import org.springframework.web.socket.CloseStatus;

/** The WebSocket close codes of the protocol. Each tells the client what to do next. */
public final class CloseCodes {

    public static final CloseStatus LOG_IN_AGAIN = new CloseStatus(4401, "log in again");
    static final CloseStatus FINAL = new CloseStatus(4403, "final");
    public static final CloseStatus TOO_SLOW = new CloseStatus(4408, "too slow: resume");
    static final CloseStatus BACK_OFF = new CloseStatus(4429, "too much: back off");

    private CloseCodes() {}

    /** The close status after refusing a frame whose client has no subscription to receive the error. */
    public static CloseStatus ofCommand(ErrorCode code) {
        return code == ErrorCode.RATE_LIMITED ? BACK_OFF : CloseStatus.POLICY_VIOLATION;
    }

    /** The close status after a refusal that ends the connection. */
    public static CloseStatus of(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> LOG_IN_AGAIN;
            case RATE_LIMITED -> BACK_OFF;
            default -> code.retryable() ? CloseStatus.SERVICE_OVERLOAD : FINAL;
        };
    }
}
