package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how many requests are open at once and how long their bodies and responses may take. A body that is left
 * unread, such as that of a refused call, must arrive in time as well: Tomcat itself would wait for it without end.
 *
 * <p>Streams of frames are no such requests: they last, and their sockets are counted and watched. They have no body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class RequestPaceFilter extends OncePerRequestFilter {

    /** After an answer with one of these, Tomcat closes the connection and reads no more. */
    private static final Set<Integer> CLOSES_CONNECTION = Set.of(400, 408, 411, 413, 414, 500, 501, 503);

    private final OpenRequests open;
    private final RequestLimits limits;
    private final SecurityHeaders headers;
    private final Problems problems;

    RequestPaceFilter(OpenRequests open, RequestLimits limits, SecurityHeaders headers, Problems problems) {
        this.open = open;
        this.limits = limits;
        this.headers = headers;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Pace pace = new Pace(limits.bodyWithin(), limits.lowestRate());
        try {
            if (isStream(request)) {
                drainEmptyBody(request, pace);
                chain.doFilter(request, response);
            } else {
                handle(request, response, chain, pace);
            }
        } catch (SlowClientException slow) {
            refuse(request, response, new Refusal(ErrorCode.TOO_SLOW));
        } catch (Refusal refused) {
            refuse(request, response, refused);
        }
    }

    /** While somebody waits for the end of a body, which may be empty, the request counts. */
    private void drainEmptyBody(HttpServletRequest request, Pace pace) throws IOException {
        if (PacedRequest.hasBody(request)) {
            try (OpenRequests.Entry _ = open.enter(ClientAddress.of(request))) {
                PacedRequest.drain(request, pace, 0);
            }
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Pace pace)
            throws ServletException, IOException {
        OpenRequests.Entry entry = open.enter(ClientAddress.of(request));
        boolean async = false;
        try {
            if (!readsBody(request)) {
                PacedRequest.drain(request, pace, limits.bodyBytes().toBytes());
            }
            PacedResponse paced = new PacedResponse(response, limits.bodyWithin(), limits.lowestRate());
            chain.doFilter(new PacedRequest(request, pace, entry), paced);
            paced.requireInTime();
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Closing(entry));
                async = true;
            } else if (!CLOSES_CONNECTION.contains(response.getStatus())) {
                PacedRequest.drain(request, pace, limits.bodyBytes().toBytes());
            }
        } finally {
            if (!async) {
                entry.close();
            }
        }
    }

    /**
     * Answers, if it can still be done. With a body on its way the connection is closed, so that nobody waits for it.
     */
    private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            headers.write(request, response);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            problems.write(response, refusal);
            if (!PacedRequest.hasBody(request)) {
                return;
            }
            response.flushBuffer();
        }
        // At this Tomcat closes the connection, and logs nothing.
        throw new ClientAbortException("The client is too slow, or there are too many");
    }

    private static boolean isStream(HttpServletRequest request) {
        String decoded = request.getServletPath();
        return decoded.startsWith("/ws/") && !decoded.endsWith("/xhr_send");
    }

    /** Whether anybody may read the body: a call, or a message for a socket. */
    private static boolean readsBody(HttpServletRequest request) {
        return ApiPath.isOf(request) || request.getServletPath().startsWith("/ws/");
    }

    private record Closing(OpenRequests.Entry entry) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            entry.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        /** A listener counts for one cycle only, and a request may begin another one while it is dispatched. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
