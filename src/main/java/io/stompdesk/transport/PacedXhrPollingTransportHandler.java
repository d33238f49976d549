package io.stompdesk.transport;

import java.io.IOException;
import java.util.Map;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.frame.SockJsFrameFormat;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.handler.XhrPollingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;

/** Long polling. Each response carries a whole batch of queued frames, and the session's buffer never overflows. */
final class PacedXhrPollingTransportHandler extends XhrPollingTransportHandler {

    private final ClientSockets sockets;

    PacedXhrPollingTransportHandler(ClientSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    protected void handleRequestInternal(
            ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
        DeferredClose.answer(
                sockets,
                session,
                response,
                () -> super.handleRequestInternal(request, response, session),
                () -> session.handleSuccessiveRequest(request, response, getFrameFormat(request)));
    }

    @Override
    public PollingSockJsSession createSession(String id, WebSocketHandler handler, Map<String, Object> attributes) {
        return new Poll(id, getServiceConfig(), handler, attributes);
    }

    private static final class Poll extends PollingSockJsSession implements DeferredClose.Session {

        private final DeferredClose deferredClose = new DeferredClose(getMessageCache());

        Poll(String id, SockJsServiceConfig config, WebSocketHandler handler, Map<String, Object> attributes) {
            super(id, config, handler, attributes);
        }

        @Override
        public void handleSuccessiveRequest(
                ServerHttpRequest request, ServerHttpResponse response, SockJsFrameFormat format) {
            super.handleSuccessiveRequest(request, response, deferredClose.withCloseStatus(format));
        }

        @Override
        protected void writeFrameInternal(SockJsFrame frame) throws IOException {
            synchronized (responseLock) {
                if (!deferredClose.isPremature(frame)) {
                    super.writeFrameInternal(frame);
                }
            }
        }

        @Override
        protected void disconnect(CloseStatus status) {
            deferredClose.closingWith(status);
            super.disconnect(status);
        }

        @Override
        public DeferredClose deferredClose() {
            return deferredClose;
        }
    }
}
