package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.Message;

/** The desk's state of a connection, to find out why nothing arrives. */
public final class DeskView {

    private final ClientSockets sockets;
    private final Connections connections;
    private final SubscriptionIndex index;

    public DeskView(ApplicationContext desk) {
        this.sockets = desk.getBean(ClientSockets.class);
        this.connections = desk.getBean(Connections.class);
        this.index = desk.getBean(SubscriptionIndex.class);
    }

    /** The event in a message on the broker channel; empty for a signal. */
    public static Optional<StoredEvent> eventOf(Message<?> message) {
        return message.getPayload() instanceof BroadcastMessage broadcast
                ? Optional.ofNullable(broadcast.event())
                : Optional.empty();
    }

    /**
     * The desk's id of a connection.
     *
     * @param tag the client's port, or the id of its SockJS session
     */
    public String idOf(String tag) {
        return sockets.all().stream()
                .filter(socket -> socket.getId().equals(tag)
                        || Integer.toString(portOf(socket)).equals(tag))
                .map(ClientSocket::getId)
                .findFirst()
                .orElse("no open socket of " + tag);
    }

    /** Describes the connection with this id. */
    public String of(String id) {
        ClientSocket socket = sockets.find(id);
        return socket == null ? id : describe(socket);
    }

    private static int portOf(ClientSocket socket) {
        InetSocketAddress client = socket.getRemoteAddress();
        return client == null ? 0 : client.getPort();
    }

    private String describe(ClientSocket socket) {
        Connection connection = connections.find(socket.getId());
        return socket
                + (connection == null
                        ? ", not connected"
                        : ", connected as %s, subscribed to %s"
                                .formatted(
                                        connection.account().name(),
                                        index.of(connection).stream()
                                                .map(DeskView::describe)
                                                .toList()));
    }

    private static String describe(Subscription subscription) {
        return subscription.id() + (subscription.live() ? " (live)" : " (not live)");
    }
}
