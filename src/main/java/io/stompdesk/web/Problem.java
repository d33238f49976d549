package io.stompdesk.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** A problem document (RFC 9457) with the desk's error code. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "retryable", "data"})
final class Problem extends ProblemDetail {

    private static final long serialVersionUID = 1L;
    private static final URI NO_TYPE = URI.create("about:blank");

    private final transient Refusal refusal;

    private Problem(Refusal refusal, HttpStatusCode status) {
        super(status.value());
        this.refusal = refusal;
        HttpStatus known = HttpStatus.resolve(status.value());
        setType(NO_TYPE);
        setTitle(known == null ? "" : known.getReasonPhrase());
        setDetail(refusal.code().message());
    }

    static Problem of(Refusal refusal) {
        return new Problem(refusal, HttpStatusCode.valueOf(refusal.code().httpStatus()));
    }

    /** For a status that is more specific than the code's own, such as 405 and 415. */
    static Problem of(ErrorCode code, HttpStatusCode status) {
        return new Problem(new Refusal(code), status);
    }

    public ErrorCode getCode() {
        return refusal.code();
    }

    public boolean isRetryable() {
        return refusal.code().retryable();
    }

    public Map<String, Object> getData() {
        return refusal.data();
    }

    /** Omitted: Spring sets it to the request's path, which the client already knows. */
    @JsonIgnore
    @Override
    public @Nullable URI getInstance() {
        return super.getInstance();
    }

    /** Omitted: there are no properties beyond those above. */
    @JsonIgnore
    @Override
    public @Nullable Map<String, Object> getProperties() {
        return super.getProperties();
    }
}
