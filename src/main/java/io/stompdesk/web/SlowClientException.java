package io.stompdesk.web;

import java.io.IOException;

/** A client sends a body or reads a response too slowly. */
final class SlowClientException extends IOException {

    private static final long serialVersionUID = 1L;

    SlowClientException() {
        super("The client is too slow");
    }
}
