package io.stompdesk.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A STOMP frame from the server. Its parts are decoded only when they are read. */
public final class StompFrame {

    private final byte[] bytes;
    private final int headersEnd;

    StompFrame(byte[] bytes) {
        this.bytes = bytes;
        this.headersEnd = headersEnd(bytes);
    }

    private static int headersEnd(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        throw new IllegalArgumentException("no STOMP frame: " + new String(bytes, UTF_8));
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    public boolean is(String command) {
        return startsAt(0, command) && bytes[command.length()] == '\n';
    }

    public String command() {
        return new String(bytes, 0, indexOf('\n', 0), UTF_8);
    }

    /** A header's value as it was sent; {@code null} if the header is absent. */
    public @Nullable String header(String name) {
        for (int line = indexOf('\n', 0) + 1; line < headersEnd; line = indexOf('\n', line) + 1) {
            if (startsAt(line, name) && bytes[line + name.length()] == ':') {
                int start = line + name.length() + 1;
                return new String(bytes, start, indexOf('\n', line) - start, UTF_8);
            }
        }
        return null;
    }

    /** A header's value. The frame must have the header. */
    public String need(String name) {
        String value = header(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in " + this);
        }
        return value;
    }

    public String body() {
        int start = headersEnd + 2;
        int end = bytes.length;
        while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == 0)) {
            end--;
        }
        return new String(bytes, start, end - start, UTF_8);
    }

    /**
     * The given number of characters of the body after {@code before}; {@code null} if the body does not contain it.
     */
    public @Nullable String after(String before, int length) {
        byte first = (byte) before.charAt(0);
        for (int i = headersEnd + 2; i + before.length() + length <= bytes.length; i++) {
            if (bytes[i] == first && startsAt(i, before)) {
                return new String(bytes, i + before.length(), length, StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    private boolean startsAt(int at, String text) {
        if (at + text.length() >= bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(char wanted, int from) {
        int i = from;
        while (bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
