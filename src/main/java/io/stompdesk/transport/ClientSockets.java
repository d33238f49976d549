package io.stompdesk.transport;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** All open sockets of this node, whether or not their client has connected yet. */
@Component
public final class ClientSockets {

    private final Map<String, ClientSocket> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final TransportSettings settings;
    private final ConnectionLimiter limiter;

    public ClientSockets(TransportSettings settings, ConnectionLimiter limiter) {
        this.settings = settings;
        this.limiter = limiter;
    }

    public ClientSocket open(WebSocketSession socket) {
        ClientSocket client = new ClientSocket(socket, settings);
        open.put(socket.getId(), client);
        if (limiter.exceedsSocketLimit(perAddress.merge(client.address(), 1, Integer::sum))) {
            client.cut(CloseCodes.BACK_OFF);
        }
        return client;
    }

    public void closed(String id) {
        ClientSocket client = open.remove(id);
        if (client != null) {
            perAddress.computeIfPresent(client.address(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    public boolean isOpen(String id) {
        return open.containsKey(id);
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
