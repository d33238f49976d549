package io.stompdesk.kernel;

import java.util.Map;

/**
 * A rule of the desk said no. Carries the stable code and what the client may want to know; never a stack trace, since
 * a refusal is an answer and not a fault.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> data;

    public Refusal(ErrorCode code) {
        this(code, Map.of());
    }

    public Refusal(ErrorCode code, Map<String, Object> data) {
        super(code.message(), null, false, false);
        this.code = code;
        this.data = Map.copyOf(data);
    }

    /** A field that is missing or wrong; {@code why} is a short sentence for people. */
    public static Refusal invalid(String field, String why) {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", why));
    }

    public static Refusal notFound() {
        return new Refusal(ErrorCode.NOT_FOUND);
    }

    public ErrorCode code() {
        return code;
    }

    /** Details for the client, such as the agent who was first; never secrets. */
    public Map<String, Object> data() {
        return data;
    }
}
