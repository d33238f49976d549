package io.stompdesk.transport;

import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.BufferedRequest;
import io.stompdesk.limit.ClientAddress;
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
 * What may be asked of {@code /ws} at all, before SockJS sees it.
 *
 * <p>A SockJS session's id comes from the URL. On a WebSocket, a second one with the id of a live session would get
 * what is meant for the first: refused with 409. On the HTTP transports each request names the session, so the id is
 * what proves whose it is: one that could be guessed is refused, and none is ever logged.
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

    /** Ids whose handshake is under way, and since when. */
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

    /** As it was sent: what is encoded matches nothing. */
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
            // Its text may name the session.
            log.warn("A request for a socket failed: {}", failed.getClass().getName());
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private static void refuse(HttpServletResponse response, Refusal limited) {
        response.setStatus(limited.code().httpStatus());
        if (limited.data().get("retryAfterMs") instanceof Long ms) {
            long seconds = Duration.ofMillis(ms).toSeconds() + 1;
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
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
            case "xhr_send" -> post(request, response, chain, id);
            default -> {
                if (id.length() < UNGUESSABLE) {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                    return;
                }
                if (!sockets.isOpen(id)) {
                    limiter.handshake(address);
                }
                chain.doFilter(request, response);
            }
        }
    }

    private void openWebSocket(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id)
            throws ServletException, IOException {
        if (!claim(id)) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return;
        }
        // Not before the claim: another handshake could open its socket and let its claim go
        // between the two.
        if (sockets.isOpen(id)) {
            opening.remove(id);
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

    /** Of two handshakes with one id, one goes on, although neither has an open socket yet. */
    private boolean claim(String id) {
        long now = System.nanoTime();
        opening.values().removeIf(since -> now - since > OPENING_NANOS);
        return opening.putIfAbsent(id, now) == null;
    }

    /** The handshake with this id has become a socket that {@link ClientSockets} knows. */
    void opened(String id) {
        opening.remove(id);
    }

    private void post(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id)
            throws ServletException, IOException {
        if (id.length() < UNGUESSABLE) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        chain.doFilter(BufferedRequest.read(request, maxBody), response);
    }
}
