package io.stompdesk.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.frame.SockJsFrameFormat;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.handler.XhrStreamingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.StreamingSockJsSession;

/** HTTP streaming. The session's buffer never overflows between the end of one response and the next request. */
final class PacedXhrStreamingTransportHandler extends XhrStreamingTransportHandler {

    private final ClientSockets sockets;

    PacedXhrStreamingTransportHandler(ClientSockets sockets) {
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
    public boolean checkSessionType(SockJsSession session) {
        return session instanceof Stream;
    }

    @Override
    public StreamingSockJsSession createSession(String id, WebSocketHandler handler, Map<String, Object> attributes) {
        return new Stream(id, getServiceConfig(), handler, attributes);
    }

    /** A session whose response can be ended on purpose, after which a live client opens the next one. */
    static final class Stream extends StreamingSockJsSession implements DeferredClose.Session {

        private final DeferredClose deferredClose = new DeferredClose(getMessageCache());

        /** Fills the buffer of browsers that delay the beginning of a response, as the SockJS protocol requires. */
        private static final byte[] PRELUDE = ("h".repeat(2048) + "\n").getBytes(StandardCharsets.US_ASCII);

        Stream(String id, SockJsServiceConfig config, WebSocketHandler handler, Map<String, Object> attributes) {
            super(id, config, handler, attributes);
        }

        @Override
        protected byte[] getPrelude(ServerHttpRequest request) {
            return PRELUDE.clone();
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

        void recycle() {
            resetRequest();
        }
    }
}
