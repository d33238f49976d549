package io.stompdesk.realtime;

/**
 * One message on its way to many: encoded once for all who use the same subscription id. Used by
 * one thread.
 */
final class Broadcast {

    private final String destination;
    private final String messageId;
    private final String body;
    private String lastId = "";
    private String lastFrame = "";

    Broadcast(String destination, String messageId, String body) {
        this.destination = destination;
        this.messageId = messageId;
        this.body = body;
    }

    String destination() {
        return destination;
    }

    String to(String subscriptionId) {
        if (!subscriptionId.equals(lastId)) {
            lastFrame = StompFrames.message(subscriptionId, destination, messageId, body);
            lastId = subscriptionId;
        }
        return lastFrame;
    }
}
