package io.stompdesk.realtime;

import java.net.InetSocketAddress;
import org.springframework.context.ApplicationContext;

/** How the desk sees a connection, for a test that wants to know why nothing comes. */
public final class DeskView {

    private final Outbounds outbounds;
    private final Connections connections;

    public DeskView(ApplicationContext desk) {
        this.outbounds = desk.getBean(Outbounds.class);
        this.connections = desk.getBean(Connections.class);
    }

    /**
     * The desk's id of a connection.
     *
     * @param tag the client's port, or the id of its SockJS session
     */
    public String idOf(String tag) {
        return outbounds.all().stream()
                .filter(
                        outbound ->
                                outbound.getId().equals(tag)
                                        || Integer.toString(portOf(outbound)).equals(tag))
                .map(Outbound::getId)
                .findFirst()
                .orElse("no open socket of " + tag);
    }

    /** How things stand with a connection of this id. */
    public String of(String id) {
        Outbound outbound = outbounds.find(id);
        return outbound == null ? id : describe(outbound);
    }

    private static int portOf(Outbound outbound) {
        InetSocketAddress client = outbound.getRemoteAddress();
        return client == null ? 0 : client.getPort();
    }

    private String describe(Outbound outbound) {
        Connection connection = connections.find(outbound.getId());
        return outbound
                + (connection == null
                        ? ", not connected"
                        : ", connected as %s, subscribed to %s"
                                .formatted(
                                        connection.account().name(),
                                        connection.subscriptions().values().stream()
                                                .map(DeskView::describe)
                                                .toList()));
    }

    private static String describe(Subscription subscription) {
        return subscription.id() + (subscription.live() ? " (live)" : " (not live)");
    }
}
