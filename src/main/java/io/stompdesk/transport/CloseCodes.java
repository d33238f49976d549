package io.stompdesk.transport;

import io.stompdesk.kernel.ErrorCode;
import org.springframework.web.socket.CloseStatus;

/** The WebSocket close codes of the protocol, each of which tells a client what to do next. */
public final class CloseCodes {

    public static final CloseStatus LOG_IN_AGAIN = new CloseStatus(4401, "log in again");
    static final CloseStatus FINAL = new CloseStatus(4403, "final");
    public static final CloseStatus TOO_SLOW = new CloseStatus(4408, "too slow: resume");
    static final CloseStatus TOO_MUCH = new CloseStatus(4429, "too much: back off");

    private CloseCodes() {}

    /** How a connection ends that cannot be told of a refusal: nothing that was wrong with itself. */
    public static CloseStatus ofCommand(ErrorCode code) {
        return code == ErrorCode.RATE_LIMITED ? TOO_MUCH : CloseStatus.POLICY_VIOLATION;
    }

    /** How a connection ends that is refused with this code. */
    public static CloseStatus of(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> LOG_IN_AGAIN;
            case RATE_LIMITED -> TOO_MUCH;
            default -> code.retryable() ? CloseStatus.SERVICE_OVERLOAD : FINAL;
        };
    }
}
