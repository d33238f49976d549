package io.stompdesk.transport;

/**
 * Encodes frames without Spring's encoder, so that an event is encoded once for all its recipients. Headers are escaped
 * as STOMP 1.2 requires.
 */
public final class StompFrames {

    private StompFrames() {}

    public static String message(String subscription, String destination, String messageId, String body) {
        return "MESSAGE\ndestination:"
                + escape(destination)
                + "\ncontent-type:application/json\nsubscription:"
                + escape(subscription)
                + "\nmessage-id:"
                + escape(messageId)
                + "\n\n"
                + body
                + "\0";
    }

    static String receipt(String receiptId) {
        return "RECEIPT\nreceipt-id:" + escape(receiptId) + "\n\n\0";
    }

    public static String error(String message, String receiptId, String body) {
        return "ERROR\nmessage:"
                + escape(message)
                + (receiptId.isEmpty() ? "" : "\nreceipt-id:" + escape(receiptId))
                + "\ncontent-type:application/json\n\n"
                + body
                + "\0";
    }

    private static String escape(String header) {
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\' || c == ':' || c == '\n' || c == '\r') {
                return header.replace("\\", "\\\\")
                        .replace(":", "\\c")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
            }
        }
        return header;
    }
}
