package io.stompdesk.realtime;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** Every open socket of this node, connected or not yet. */
@Component
final class Outbounds {

    private final Map<String, Outbound> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final RealtimeSettings settings;
    private final Quotas quotas;

    Outbounds(RealtimeSettings settings, Quotas quotas) {
        this.settings = settings;
        this.quotas = quotas;
    }

    Outbound open(WebSocketSession socket) {
        Outbound outbound = new Outbound(socket, settings);
        open.put(socket.getId(), outbound);
        if (quotas.tooManySockets(perAddress.merge(outbound.address(), 1, Integer::sum))) {
            outbound.cut(CloseCodes.TOO_MUCH);
        }
        return outbound;
    }

    void closed(String id) {
        Outbound outbound = open.remove(id);
        if (outbound != null) {
            perAddress.computeIfPresent(
                    outbound.address(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean isOpen(String id) {
        return open.containsKey(id);
    }

    Outbound get(String id) {
        return Objects.requireNonNull(open.get(id), "an open socket");
    }

    @Nullable Outbound find(String id) {
        return open.get(id);
    }

    Collection<Outbound> all() {
        return open.values();
    }

    /** A request of one of SockJS's HTTP transports is about to be answered. */
    void beforeRequest(AbstractHttpSockJsSession session) {
        Outbound outbound = open.get(session.getId());
        if (outbound != null) {
            outbound.heard();
            outbound.prepareRequest();
        }
    }

    /** It has been answered, or is now held open. */
    void afterRequest(AbstractHttpSockJsSession session) {
        Outbound outbound = open.get(session.getId());
        if (outbound != null) {
            outbound.wake();
        }
    }
}
