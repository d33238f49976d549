package io.stompdesk.transport;

import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.BufferedRequest;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.RetryAfter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects requests below {@code /ws} that SockJS should never see.
 *
 * <p>A SockJS session's id comes from the URL. On a WebSocket, a second one with the id of a live session would get
 * what is meant for the first: refused with 409. On the HTTP transports each request names the session, so the id is
 * what proves whose it is: one that could be guessed is refused, and none is ever logged. A WebSocket's id proves
 * nothing: a request that names one is answered as if there were no such session.
 */
@Component
final class SockJsRequestFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(SockJsRequestFilter.class);

    /** 22 characters of base64 hold 128 bits, which is what ASVS 5.0 (7.2.3) asks of a session token. */
    private static final int UNGUESSABLE = 22;

    private static final Pattern OPEN = Pattern.compile("/ws/(info|websocket)");
    private static final Pattern SESSION =
            Pattern.compile("/ws/[A-Za-z0-9_-]{1,32}/([A-Za-z0-9_-]{1,128})/(websocket|xhr_streaming|xhr|xhr_send)");

    /** How long a handshake may take to become an open socket. */
    private static final long OPENING_NANOS = Duration.ofSeconds(30).toNanos();

    private final ClientSockets sockets;
    private final ConnectionLimiter limiter;
    private final int maxBody;

    /** When each handshake in progress began, by session id. */
    private final Map<String, Long> opening = new ConcurrentHashMap<>();

    SockJsRequestFilter(ClientSockets sockets, ConnectionLimiter limiter, TransportSettings settings) {
        this.sockets = sockets;
        this.limiter = limiter;
        this.maxBody = Math.toIntExact(settings.posted().toBytes());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The decoded path, as the mapping of handlers sees it: %77s is ws too.
        String decoded = request.getServletPath();
        return !decoded.equals("/ws") && !decoded.startsWith("/ws/");
    }

    /** The raw path. An encoded path matches no pattern. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        ClientAddress address = ClientAddress.of(request);
        request.setAttribute(AddressHandshakeInterceptor.ADDRESS, address.network());
        String path = path(request);
        Matcher session = SESSION.matcher(path);
        try {
            if (session.matches()) {
                enter(request, response, chain, session.group(1), session.group(2), address);
            } else if (OPEN.matcher(path).matches()) {
                if (path.endsWith("websocket")) {
                    limiter.handshake(address);
                }
                chain.doFilter(request, response);
            } else {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (Refusal limited) {
            refuse(response, limited);
        } catch (ServletException | RuntimeException failed) {
            // The exception's message may contain the session id.
            log.warn("A request for a socket failed: {}", failed.getClass().getName());
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private static void refuse(HttpServletResponse response, Refusal limited) {
        response.setStatus(limited.code().httpStatus());
        RetryAfter.of(limited.data()).ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
    }

    private void enter(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String id,
            String transport,
            ClientAddress address)
            throws ServletException, IOException {
        switch (transport) {
            case "websocket" -> {
                limiter.handshake(address);
                openWebSocket(request, response, chain, id);
            }
            default -> {
                if (id.length() < UNGUESSABLE) {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                } else if (sockets.isWebSocket(id)) {
                    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                } else if (transport.equals("xhr_send")) {
                    chain.doFilter(BufferedRequest.read(request, maxBody), response);
                } else {
                    // nginx would hold back a stream until it has collected some kilobytes.
                    response.setHeader("X-Accel-Buffering", "no");
                    receive(request, response, chain, id, address);
                }
            }
        }
    }

    private void openWebSocket(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id)
            throws ServletException, IOException {
        if (!claim(id)) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return;
        }
        boolean upgraded = false;
        try {
            chain.doFilter(request, response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            if (!upgraded) {
                opening.remove(id);
            }
        }
    }

    /** A request for frames. The first one opens the session; until it has, a second one is refused. */
    private void receive(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String id,
            ClientAddress address)
            throws ServletException, IOException {
        if (sockets.isOpen(id)) {
            chain.doFilter(request, response);
            return;
        }
        limiter.handshake(address);
        if (!claim(id)) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            opening.remove(id);
        }
    }

    /**
     * Claims an id for a new session. Of two requests with one id, one goes on, although neither has an open socket
     * yet.
     */
    private boolean claim(String id) {
        long now = System.nanoTime();
        opening.values().removeIf(since -> now - since > OPENING_NANOS);
        if (opening.putIfAbsent(id, now) != null) {
            return false;
        }
        // Not before the claim: another handshake could open its socket and let its claim go between the two.
        if (sockets.isOpen(id)) {
            opening.remove(id);
            return false;
        }
        return true;
    }

    /** The handshake with this id has become a socket that {@link ClientSockets} knows. */
    void opened(String id) {
        opening.remove(id);
    }
}
