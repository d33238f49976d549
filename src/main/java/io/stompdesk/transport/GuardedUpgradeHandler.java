package io.stompdesk.transport;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tomcat's side of a WebSocket, which also limits control frames: Tomcat answers pings itself, and tells nobody. */
public final class GuardedUpgradeHandler extends WsHttpUpgradeHandler {

    private static final Logger log = LoggerFactory.getLogger(GuardedUpgradeHandler.class);
    private static final String TOMCAT = "org.apache.tomcat.websocket.";

    private @Nullable ControlFrameLimit limit;

    /** Called before {@link #preInit}. */
    void limit(ControlFrameLimit controlFrames) {
        limit = controlFrames;
    }

    @Override
    public void preInit(
            ServerEndpointConfig config,
            WsServerContainer container,
            WsHandshakeRequest request,
            List<Extension> extensions,
            @Nullable String protocol,
            @Nullable Transformation transformation,
            Map<String, String> parameters,
            boolean secure) {
        Transformation counted = limit == null ? transformation : limit.before(transformation);
        super.preInit(config, container, request, extensions, protocol, counted, parameters, secure);
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        try {
            return super.upgradeDispatch(event);
        } catch (IllegalStateException failure) {
            if (!isOfClosedSession(failure)) {
                throw failure;
            }
            log.debug("A socket closed before a ping could be answered", failure);
            return SocketState.CLOSED;
        }
    }

    /** Whether Tomcat complains that the session to send to is closed already. It reports that to nobody else. */
    static boolean isOfClosedSession(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure instanceof IllegalStateException
                && stack.length > 0
                && stack[0].getClassName().startsWith(TOMCAT);
    }
}
