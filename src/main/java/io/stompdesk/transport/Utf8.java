package io.stompdesk.transport;

/** Sizes of texts as they go over the wire. */
final class Utf8 {

    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Utf8() {}

    /** How many bytes a text without lone surrogates has in UTF-8; nothing is encoded for it. */
    static int length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ONE_BYTE) {
                // A pair of surrogates is two chars and four bytes.
                bytes += c < TWO_BYTES || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
