package io.stompdesk.kernel;

import java.util.Map;

/**
 * The desk refuses a request. A refusal carries a stable code and details for the client. It has no stack trace,
 * because it is a regular answer and not a fault.
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

    /**
     * A field is missing or has an invalid value.
     *
     * @param why completes a sentence that begins with the field's name, such as {@code is too long}
     */
    public static Refusal invalid(String field, String why) {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", why));
    }

    public static Refusal notFound() {
        return new Refusal(ErrorCode.NOT_FOUND);
    }

    public ErrorCode code() {
        return code;
    }

    /** Details for the client, such as the agent who picked the ticket first. Never contains secrets. */
    public Map<String, Object> data() {
        return data;
    }
}
