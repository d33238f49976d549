package io.stompdesk.transport;

/** Sizes of encoded text. */
public final class Utf8 {

    private static final int ONE_BYTE_LIMIT = 0x80;
    private static final int TWO_BYTE_LIMIT = 0x800;

    private Utf8() {}

    /** The length in UTF-8 in bytes, computed without encoding. The text must not contain lone surrogates. */
    public static int length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ONE_BYTE_LIMIT) {
                // A pair of surrogates is two chars and four bytes.
                bytes += c < TWO_BYTE_LIMIT || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
