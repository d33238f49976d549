package io.stompdesk.kernel;

import org.jspecify.annotations.Nullable;

/** The desk cannot start with its configuration or environment. The message is one sentence for the operator. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
