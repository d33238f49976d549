package io.stompdesk.attack;

import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who wants to harm a desk, from one address and with what any stranger may do. Each kind of attack goes on
 * until it is told to stop, and takes every refusal as a reason to try again.
 */
final class Intruder implements AutoCloseable {

    /** What it does. */
    enum Kind {
        /** Requests whose bodies come byte by byte. */
        SLOW_BODIES,
        /** Requests whose headers come byte by byte. */
        SLOW_HEADERS,
        /** Asks for long answers and does not read them. */
        SLOW_READERS,
        /** Subscribes to long histories and does not read them. */
        DEAF_SUBSCRIBERS,
        /** Says as much as the limits let it. */
        FLOOD,
        /** Connects and goes away, as fast as the limits let it. */
        CHURN,
        /** Resolves and reopens tickets with the longest text there is. */
        LARGE_TEXTS,
        /** Subscribes and unsubscribes, as fast as the limits let it. */
        STORM,
        /** Guesses passwords. */
        GUESSES,
        /** WebSocket pings without end. */
        PINGS,
        /** SockJS sessions that are begun and left alone. */
        ABANDONED_SESSIONS
    }

    private static final String LONGEST = "\uD83D\uDD25".repeat(5_000);

    private final Kind kind;
    private final InetSocketAddress desk;
    private final InetAddress from;
    private final DeskApi api;
    private final StompLoop loop;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final java.util.Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong deeds = new AtomicLong();

    Intruder(Kind kind, InetSocketAddress desk, InetAddress from) {
        this.kind = kind;
        this.desk = desk;
        this.from = from;
        this.api = new DeskApi(desk, from);
        this.loop = new StompLoop("intruder " + kind, from);
    }

    /** Begins. */
    Intruder start() {
        switch (kind) {
            case SLOW_BODIES -> each(150, _ -> slowRequest("Content-Length: 1000\r\n\r\n{"));
            case SLOW_HEADERS -> each(150, _ -> slowRequest("X-Long: "));
            case SLOW_READERS -> slowReaders();
            case DEAF_SUBSCRIBERS -> deafSubscribers();
            case FLOOD -> each(3, _ -> flood());
            case CHURN -> each(3, _ -> churn());
            case LARGE_TEXTS -> each(3, _ -> largeTexts());
            case STORM -> each(3, _ -> storm());
            case GUESSES -> each(20, _ -> guess());
            case PINGS -> each(2, _ -> pings());
            case ABANDONED_SESSIONS -> each(4, _ -> abandonedSession());
        }
        return this;
    }

    /** How often it did what it does, for a report. */
    long deeds() {
        return deeds.get();
    }

    @Override
    public String toString() {
        return kind + " " + deeds;
    }

    @Override
    public void close() {
        stopped.countDown();
        sockets.forEach(Sockets::close);
        threads.forEach(Thread::interrupt);
        loop.close();
    }

    private interface Deed {

        void run(int number) throws Exception;
    }

    private void each(int workers, Deed deed) {
        for (int i = 0; i < workers; i++) {
            int number = i;
            threads.add(Thread.startVirtualThread(() -> again(number, deed)));
        }
    }

    private void again(int number, Deed deed) {
        while (stopped.getCount() > 0) {
            try {
                deed.run(number);
                deeds.incrementAndGet();
            } catch (Exception | LinkageError refused) {
                rest(200);
            }
        }
    }

    private void rest(long millis) {
        try {
            var _ = stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(desk, 5_000);
        return socket;
    }

    /** Begins a request and sends one more byte now and then, until the desk has had enough. */
    private void slowRequest(String beginning) throws IOException {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            write(
                    out,
                    "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + beginning);
            while (stopped.getCount() > 0) {
                rest(1_000);
                out.write('x');
                if (socket.getInputStream().available() > 0) {
                    return;
                }
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** A ticket with a history as long as the limits let one guest make it in a moment. */
    private String longHistory(DeskApi.Person guest) {
        DeskSession session = DeskSession.open(loop, desk, guest).join();
        String ticket = ticketOf(session);
        for (int i = 0; i < 20; i++) {
            try {
                session.command("/app/ticket." + ticket + ".resolve", "{}").join();
                session.command("/app/ticket." + ticket + ".reopen", "{}").join();
            } catch (RuntimeException enough) {
                break;
            }
        }
        session.client().cut();
        return ticket;
    }

    private String ticketOf(DeskSession session) {
        String body = "{\"subject\":\"Fire\",\"description\":\"" + LONGEST + "\"}";
        return session.command("/app/tickets.create", body)
                .join()
                .path("ticket")
                .path("id")
                .asString();
    }

    private void slowReaders() {
        threads.add(Thread.startVirtualThread(() -> {
            DeskApi.Person guest = api.guest("Slow reader");
            String ticket = longHistory(guest);
            each(60, _ -> {
                try (Socket socket = socket()) {
                    write(
                            socket.getOutputStream(),
                            "GET /api/tickets/" + ticket + "/events?limit=500 HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: Bearer " + guest.token() + "\r\n\r\n");
                    InputStream in = socket.getInputStream();
                    while (stopped.getCount() > 0 && in.read() >= 0) {
                        rest(100);
                    }
                }
            });
        }));
    }

    private void deafSubscribers() {
        threads.add(Thread.startVirtualThread(() -> {
            DeskApi.Person guest = api.guest("Deaf");
            String ticket = longHistory(guest);
            each(20, _ -> {
                DeskSession session = DeskSession.open(loop, desk, guest).join();
                session.client().reads(false);
                for (int i = 0; i < 4; i++) {
                    var _ = session.subscribe("s" + i, "/queue/ticket." + ticket, "since:0\n", _ -> {});
                    var _ = session.subscribe("n" + i, "/queue/ticket." + ticket, "snapshot:true\n", _ -> {});
                }
                untilClosedOr(session, 10_000);
                session.client().cut();
            });
        }));
    }

    private void untilClosedOr(DeskSession session, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (stopped.getCount() > 0 && session.client().isOpen() && System.nanoTime() < end) {
            rest(100);
        }
    }

    private void flood() {
        DeskSession session = DeskSession.open(loop, desk, api.guest("Flood")).join();
        String ticket = ticketOf(session);
        var _ = session.subscribe("t", "/queue/ticket." + ticket, "", _ -> {});
        while (stopped.getCount() > 0 && session.client().isOpen()) {
            var _ = session.send(
                    "/app/ticket." + ticket + ".chat", UUID.randomUUID().toString(), "{\"text\":\"" + LONGEST + "\"}");
            deeds.incrementAndGet();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void churn() {
        DeskApi.Person guest = api.guest("Churn");
        while (stopped.getCount() > 0) {
            DeskSession session = DeskSession.open(loop, desk, guest).join();
            session.client().cut();
            deeds.incrementAndGet();
            rest(50);
        }
    }

    private void largeTexts() {
        DeskSession session = DeskSession.open(loop, desk, api.guest("Large")).join();
        String ticket = ticketOf(session);
        while (stopped.getCount() > 0 && session.client().isOpen()) {
            for (String action : List.of("resolve", "reopen")) {
                try {
                    session.command("/app/ticket." + ticket + "." + action, "{}")
                            .join();
                    deeds.incrementAndGet();
                } catch (RuntimeException refused) {
                    rest(20);
                }
            }
        }
    }

    private void storm() {
        DeskSession session = DeskSession.open(loop, desk, api.guest("Storm")).join();
        String ticket = ticketOf(session);
        while (stopped.getCount() > 0 && session.client().isOpen()) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(session.subscribe("s" + i, "/queue/ticket." + ticket, "snapshot:true\n", _ -> {}));
                all.add(session.unsubscribe("s" + i));
                deeds.incrementAndGet();
            }
            all.forEach(each -> each.exceptionally(_ -> null).join());
            rest(100);
        }
    }

    private void guess() throws IOException {
        String body = "{\"username\":\"admin\",\"password\":\"" + UUID.randomUUID() + "\"}";
        try (Socket socket = socket()) {
            write(
                    socket.getOutputStream(),
                    "POST /api/session HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: "
                            + body.length() + "\r\nConnection: close\r\n\r\n" + body);
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
        }
        rest(50);
    }

    private void pings() throws IOException {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            write(
                    out,
                    "GET /ws/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            byte[] many = new byte[6 * 1_000];
            for (int i = 0; i < many.length; i += 6) {
                many[i] = (byte) 0x89;
                many[i + 1] = (byte) 0x80;
            }
            while (stopped.getCount() > 0) {
                out.write(many);
                deeds.addAndGet(1_000);
                // A hundred thousand a second, a thousand times what is allowed; more would only cost the attacker.
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void abandonedSession() throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        try (Socket socket = socket()) {
            write(
                    socket.getOutputStream(),
                    "POST /ws/000/" + id + "/xhr_streaming HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            var _ = socket.getInputStream().read();
        }
        rest(50);
    }
}
