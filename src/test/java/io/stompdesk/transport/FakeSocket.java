package io.stompdesk.transport;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.stompdesk.account.Account;
import io.stompdesk.connection.Connection;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** The container's side of a WebSocket. It accepts frames immediately, or when the test says so. */
public final class FakeSocket {

    public static final TransportSettings SETTINGS = new TransportSettings(
            DataSize.ofKilobytes(128),
            DataSize.ofBytes(100),
            DataSize.ofBytes(40),
            32,
            DataSize.ofKilobytes(512),
            DataSize.ofKilobytes(32));

    public final NativeWebSocketSession session = mock(NativeWebSocketSession.class);
    public final List<String> sent = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();
    private final Session container = mock(Session.class);
    private @Nullable SendHandler held;
    private boolean slow;

    public FakeSocket(String id) {
        RemoteEndpoint.Async remote = mock(RemoteEndpoint.Async.class);
        doAnswer(call -> {
                    take(call.getArgument(0), call.getArgument(1));
                    return null;
                })
                .when(remote)
                .sendText(any(), any(SendHandler.class));
        when(container.getAsyncRemote()).thenReturn(remote);
        when(session.getNativeSession(Session.class)).thenReturn(container);
        when(session.getId()).thenReturn(id);
        when(session.isOpen()).thenReturn(true);
        try {
            doAnswer(call -> closed.complete(call.getArgument(0))).when(session).close(any(CloseStatus.class));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void take(String frame, SendHandler done) {
        sent.add(frame);
        if (slow) {
            held = done;
        } else {
            done.onResult(new SendResult(container));
        }
    }

    /** From now on, each frame waits for {@link #takeOne()}. */
    public FakeSocket slow() {
        slow = true;
        return this;
    }

    /** Completes the frame that is being sent. */
    public void takeOne() {
        SendHandler done = held;
        held = null;
        done.onResult(new SendResult(container));
    }

    /** Completes everything that waits. Later frames are sent immediately. */
    public void takeAll() {
        slow = false;
        takeOne();
    }

    public CloseStatus closed() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    ClientSocket client() {
        return new ClientSocket(session, SETTINGS, MemoryBudget.unlimited(), MemoryBudget.unlimited());
    }

    /** A client that never counts as too slow. */
    public ClientSocket roomyClient() {
        return new ClientSocket(
                session,
                new TransportSettings(
                        SETTINGS.frame(),
                        DataSize.ofMegabytes(1),
                        SETTINGS.replayAhead(),
                        SETTINGS.pieces(),
                        SETTINGS.posted(),
                        SETTINGS.snapshotPart()),
                MemoryBudget.unlimited(),
                MemoryBudget.unlimited());
    }

    public Connection connection(Account account) {
        return new Connection("c1", account, "l1", Instant.MAX, client(), FrameRateLimiter.unlimited());
    }
}
