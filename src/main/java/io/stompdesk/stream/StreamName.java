package io.stompdesk.stream;

/**
 * The name of a stream on the wire and in the store, for example {@code ticket.K7Q29XMD}.
 *
 * @param value 1 to 128 characters
 */
public record StreamName(String value) {

    @Override
    public String toString() {
        return value;
    }
}
