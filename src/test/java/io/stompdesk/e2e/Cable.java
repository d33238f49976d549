package io.stompdesk.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP proxy between a browser and the desk. It can break connections, delay data, or block WebSockets. */
final class Cable implements AutoCloseable {

    private static final int LONGEST_HEAD = 16 * 1024;

    private final ServerSocket browserSide;
    private final int desk;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Set<Socket> webSocketEnds = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flows = lock.newCondition();
    private boolean held;
    private boolean answersHeld;
    private volatile boolean whole = true;
    private volatile boolean webSockets = true;

    /** @param desk the desk's port */
    Cable(int desk) {
        this.desk = desk;
        try {
            browserSide = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return browserSide.getLocalPort();
    }

    /** Breaks all connections and refuses new ones. */
    void cut() {
        whole = false;
        ends.forEach(Cable::reset);
    }

    void mend() {
        whole = true;
    }

    /** Holds all data back without breaking any connection. */
    void hold() {
        setHeld(true, true);
    }

    /** Holds back what the desk sends. */
    void holdAnswers() {
        setHeld(false, true);
    }

    void release() {
        setHeld(false, false);
    }

    /** From now on lets plain HTTP pass, but no WebSocket. */
    void blockWebSockets() {
        webSockets = false;
        webSocketEnds.forEach(Cable::reset);
    }

    void allowWebSockets() {
        webSockets = true;
    }

    /** Breaks the open connections. New ones are accepted. */
    void breakWebSockets() {
        webSocketEnds.forEach(Cable::reset);
    }

    private void setHeld(boolean all, boolean answers) {
        lock.lock();
        try {
            held = all;
            answersHeld = answers;
            flows.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!browserSide.isClosed()) {
            try {
                Socket browser = browserSide.accept();
                Thread.ofVirtual().start(() -> connect(browser));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket browser) {
        ends.add(browser);
        try {
            if (!whole) {
                reset(browser);
                return;
            }
            byte[] head = head(browser.getInputStream());
            boolean webSocket = isUpgrade(head);
            if (webSocket && !webSockets) {
                refuse(browser);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), desk);
            ends.add(server);
            if (webSocket) {
                webSocketEnds.add(browser);
                webSocketEnds.add(server);
            }
            awaitFlow(false);
            server.getOutputStream().write(head);
            Thread.ofVirtual().start(() -> pump(server, browser, true));
            pump(browser, server, false);
        } catch (IOException broken) {
            reset(browser);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitFlow(answers);
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        } finally {
            ends.remove(from);
            webSocketEnds.remove(from);
        }
    }

    private void awaitFlow(boolean answers) {
        lock.lock();
        try {
            while (answers ? answersHeld : held) {
                flows.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        byte[] head = new byte[LONGEST_HEAD];
        int length = 0;
        while (length < head.length && !ends(head, length)) {
            int n = in.read(head, length, head.length - length);
            if (n < 0) {
                break;
            }
            length += n;
        }
        return Arrays.copyOf(head, length);
    }

    private static boolean ends(byte[] head, int length) {
        return new String(head, 0, length, StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }

    private static boolean isUpgrade(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("upgrade: websocket");
    }

    private static void refuse(Socket browser) throws IOException {
        String no = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (browser) {
            browser.getOutputStream().write(no.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void reset(Socket end) {
        try (end) {
            end.setSoLinger(true, 0);
        } catch (IOException gone) {
            // This is intended.
        }
    }

    @Override
    public void close() throws IOException {
        browserSide.close();
        release();
        ends.forEach(Cable::reset);
    }
}
