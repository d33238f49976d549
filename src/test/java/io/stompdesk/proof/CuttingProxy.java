package io.stompdesk.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy that recognizes WebSocket frames and simulates network faults. */
final class CuttingProxy implements AutoCloseable {

    /** The direction of a frame. */
    enum Way {
        TO_DESK,
        TO_CLIENT
    }

    private final ServerSocket server;
    private final InetSocketAddress desk;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    CuttingProxy(InetSocketAddress desk) {
        this.desk = desk;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.startVirtualThread(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** The newest connection through this proxy. */
    Link newest() {
        return links.getLast();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(desk.getAddress(), desk.getPort());
                links.add(new Link(client, upstream));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(Link::reset);
    }

    /** One connection, both ways. */
    static final class Link {

        private final Socket client;
        private final Socket upstream;
        private final AtomicInteger framesUntilCut = new AtomicInteger(-1);
        private volatile Way cutWay = Way.TO_CLIENT;
        private volatile boolean silent;
        private volatile long delayNanos;

        Link(Socket client, Socket upstream) throws IOException {
            this.client = client;
            this.upstream = upstream;
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> pump(Way.TO_DESK, client, upstream));
            Thread.startVirtualThread(() -> pump(Way.TO_CLIENT, upstream, client));
        }

        /** Lets this many more frames pass in this direction, then half of the next one, then resets the connection. */
        void cutInFrame(Way way, int frames) {
            cutWay = way;
            framesUntilCut.set(frames);
        }

        /** Resets the connection on both sides. */
        void reset() {
            for (Socket socket : List.of(client, upstream)) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException gone) {
                    continue;
                }
            }
        }

        /** Discards all data, without telling either side, until one of them closes the connection. */
        void goSilent() {
            silent = true;
        }

        /** Delays every frame by this much. */
        void delay(long nanos) {
            delayNanos = nanos;
        }

        private void pump(Way way, Socket from, Socket to) {
            try {
                InputStream in = new java.io.BufferedInputStream(from.getInputStream(), 1 << 16);
                OutputStream out = to.getOutputStream();
                forwardHead(in, out);
                while (true) {
                    byte[] frame = frame(in);
                    if (delayNanos > 0) {
                        java.util.concurrent.locks.LockSupport.parkNanos(delayNanos);
                    }
                    if (silent) {
                        continue;
                    }
                    if (way == cutWay && framesUntilCut.get() >= 0) {
                        if (framesUntilCut.getAndDecrement() == 0) {
                            out.write(frame, 0, frame.length / 2 + 1);
                            out.flush();
                            break;
                        }
                    }
                    out.write(frame);
                }
            } catch (IOException gone) {
                // One side has closed, so the other is closed too.
            }
            reset();
        }

        /** The HTTP request or response before the frames. */
        private static void forwardHead(InputStream in, OutputStream out) throws IOException {
            int last = 0;
            while (last != 0x0d0a0d0a) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("ended in the handshake");
                }
                last = last << 8 | next;
                out.write(next);
            }
        }

        /** One whole frame (RFC 6455, 5.2). */
        private static byte[] frame(InputStream in) throws IOException {
            byte[] start = read(in, 2);
            int small = start[1] & 0x7f;
            byte[] more = read(in, small < 126 ? 0 : small == 126 ? 2 : 8);
            long length = small < 126 ? small : 0;
            for (byte digit : more) {
                length = length << 8 | digit & 0xff;
            }
            boolean masked = (start[1] & 0x80) != 0;
            byte[] rest = read(in, (int) length + (masked ? 4 : 0));
            byte[] frame = new byte[2 + more.length + rest.length];
            System.arraycopy(start, 0, frame, 0, 2);
            System.arraycopy(more, 0, frame, 2, more.length);
            System.arraycopy(rest, 0, frame, 2 + more.length, rest.length);
            return frame;
        }

        private static byte[] read(InputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("ended in a frame");
            }
            return bytes;
        }
    }
}
