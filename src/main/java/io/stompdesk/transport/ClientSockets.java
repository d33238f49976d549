package io.stompdesk.transport;

import io.stompdesk.limit.ClientAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** All open sockets of this node, whether or not their client has connected yet. */
@Component
public final class ClientSockets {

    private final Map<String, ClientSocket> open = new ConcurrentHashMap<>();

    /** By address, and by each wider network that it belongs to. */
    private final Map<String, Integer> perNetwork = new ConcurrentHashMap<>();

    private final TransportSettings settings;
    private final ConnectionLimiter limiter;
    private final MemoryBudget inbound;
    private final MemoryBudget outbound;

    public ClientSockets(TransportSettings settings, ConnectionLimiter limiter) {
        this.settings = settings;
        this.limiter = limiter;
        this.inbound = limiter.inboundBudget();
        this.outbound = limiter.outboundBudget();
    }

    public ClientSocket open(WebSocketSession socket) {
        ClientSocket client = new ClientSocket(socket, settings, inbound, outbound);
        open.put(socket.getId(), client);
        networks(client).forEach(network -> perNetwork.merge(network, 1, Integer::sum));
        return client;
    }

    /** Cuts the socket if its address, or a wider network that this belongs to, has too many. */
    void enforceLimit(String id) {
        ClientSocket client = open.get(id);
        if (client != null && exceedsLimit(networks(client))) {
            client.cut(CloseCodes.BACK_OFF);
        }
    }

    private boolean exceedsLimit(List<String> networks) {
        return IntStream.range(0, networks.size())
                .anyMatch(width -> limiter.exceedsSocketLimit(perNetwork.getOrDefault(networks.get(width), 0), width));
    }

    private static List<String> networks(ClientSocket client) {
        return new ClientAddress(client.address()).networks();
    }

    public void closed(String id) {
        ClientSocket client = open.remove(id);
        if (client != null) {
            client.discard();
            networks(client)
                    .forEach(network ->
                            perNetwork.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1));
        }
    }

    public boolean isOpen(String id) {
        return open.containsKey(id);
    }

    /** Whether a WebSocket has this id. No request may speak for it. */
    boolean isWebSocket(String id) {
        ClientSocket client = open.get(id);
        return client != null && !client.isOverHttp();
    }

    public @Nullable ClientSocket find(@Nullable String id) {
        return id == null ? null : open.get(id);
    }

    public Collection<ClientSocket> all() {
        return open.values();
    }

    /** Called before a request of a SockJS HTTP transport is answered. */
    void beforeRequest(AbstractHttpSockJsSession session) {
        ClientSocket client = open.get(session.getId());
        if (client != null) {
            client.activity().received();
            client.beforeRequest();
        }
    }

    /** Called after the request has been answered or has been left open for later frames. */
    void afterRequest(AbstractHttpSockJsSession session) {
        ClientSocket client = open.get(session.getId());
        if (client != null) {
            client.transmitWaiting();
        }
    }
}
