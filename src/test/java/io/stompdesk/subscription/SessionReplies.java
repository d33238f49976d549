package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import tools.jackson.databind.json.JsonMapper;

/** The reply and error queues of connections, without the rest of a desk. */
public final class SessionReplies {

    public static final String REPLIES = SessionTopics.REPLIES;
    public static final String ERRORS = SessionTopics.ERRORS;

    private final SubscriptionIndex index;
    private final ReplySender sender;

    public SessionReplies(Connections connections, JsonMapper json) {
        index = new SubscriptionIndex(connections);
        sender = new ReplySender(index, json);
    }

    public ReplySender sender() {
        return sender;
    }

    public void subscribe(Connection connection, String id, String destination) {
        Topic topic = new SessionTopics().at(destination, connection.account()).orElseThrow();
        Subscription queue = new Subscription(connection, id, destination, topic);
        index.add(queue);
        queue.goLive();
    }
}
