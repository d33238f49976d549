package io.stompdesk.realtime;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
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

/** Long polling whose answers carry as much as waits, and whose session never overflows. */
final class PacedXhrPolling extends XhrPollingTransportHandler {

    private final Outbounds outbounds;

    PacedXhrPolling(Outbounds outbounds) {
        this.outbounds = outbounds;
    }

    @Override
    protected void handleRequestInternal(
            ServerHttpRequest request,
            ServerHttpResponse response,
            AbstractHttpSockJsSession session) {
        outbounds.beforeRequest(session);
        RemembersEnd.answer(
                session,
                response,
                () -> super.handleRequestInternal(request, response, session),
                () -> session.handleSuccessiveRequest(request, response, getFrameFormat(request)));
        outbounds.afterRequest(session);
    }

    @Override
    public PollingSockJsSession createSession(
            String id, WebSocketHandler handler, Map<String, Object> attributes) {
        return new Poll(id, getServiceConfig(), handler, attributes);
    }

    private static final class Poll extends PollingSockJsSession implements RemembersEnd {

        private volatile @Nullable CloseStatus end;

        Poll(
                String id,
                SockJsServiceConfig config,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            super(id, config, handler, attributes);
        }

        @Override
        public void handleSuccessiveRequest(
                ServerHttpRequest request, ServerHttpResponse response, SockJsFrameFormat format) {
            super.handleSuccessiveRequest(request, response, telling(format));
        }

        @Override
        protected void writeFrameInternal(SockJsFrame frame) throws IOException {
            synchronized (responseLock) {
                if (!comesTooEarly(frame)) {
                    super.writeFrameInternal(frame);
                }
            }
        }

        @Override
        public void endsWith(CloseStatus status) {
            end = status;
        }

        @Override
        protected void disconnect(CloseStatus status) {
            end = status;
            super.disconnect(status);
        }

        @Override
        public @Nullable CloseStatus end() {
            return end;
        }

        @Override
        public Queue<String> unsent() {
            return getMessageCache();
        }
    }
}
