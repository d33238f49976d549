package io.stompdesk.transport;

import io.stompdesk.kernel.OpaqueId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * Gives one plain WebSocket an id that nobody can guess. Spring's own ids come from a generator whose next number
 * follows from the numbers before.
 */
final class RandomIdHandler extends WebSocketHandlerDecorator {

    private final String id = OpaqueId.make();
    private @Nullable WebSocketSession named;

    RandomIdHandler(WebSocketHandler handler) {
        super(handler);
    }

    private WebSocketSession named(WebSocketSession socket) {
        WebSocketSession known = named;
        if (known == null) {
            known = new NamedSession(socket, id);
            named = known;
        }
        return known;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws Exception {
        super.afterConnectionEstablished(named(socket));
    }

    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) throws Exception {
        super.handleMessage(named(socket), message);
    }

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable failure) throws Exception {
        super.handleTransportError(named(socket), failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) throws Exception {
        super.afterConnectionClosed(named(socket), status);
    }

    private static final class NamedSession extends WebSocketSessionDecorator {

        private final String id;

        NamedSession(WebSocketSession socket, String id) {
            super(socket);
            this.id = id;
        }

        @Override
        public String getId() {
            return id;
        }
    }
}
