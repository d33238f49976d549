package io.stompdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread that serves any number of {@link StompClient}s. */
public final class StompLoop implements AutoCloseable {

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 17);
    private volatile boolean running = true;

    /** The task of {@link #everyTurn}, and its maximum interval. */
    private Runnable turn = () -> {};

    private long turnMillis;

    private final @Nullable InetAddress from;

    public StompLoop(String name) {
        this(name, null);
    }

    /** @param from the address of all its clients, such as 127.0.1.7; {@code null} for the usual one */
    public StompLoop(String name, @Nullable InetAddress from) {
        this.from = from;
        try {
            selector = Selector.open();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Runs a task on the loop's thread. */
    public void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            tasks.add(task);
            selector.wakeup();
        }
    }

    /** Runs a task after every turn of the loop, and at least at this interval. */
    public void everyTurn(long millis, Runnable task) {
        execute(() -> {
            turn = task;
            turnMillis = millis;
        });
    }

    /** A socket from this loop's address. */
    SocketChannel socket() throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (from != null) {
            channel.bind(new InetSocketAddress(from, 0));
        }
        return channel;
    }

    void serve(SocketChannel channel, StompClient client) {
        execute(() -> {
            try {
                client.registered(channel.register(selector, SelectionKey.OP_CONNECT, client));
            } catch (IOException gone) {
                client.lost();
            }
        });
    }

    private void run() {
        while (running) {
            try {
                selector.select(turnMillis);
                List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
                selector.selectedKeys().clear();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    attempt(task, () -> {});
                }
                for (SelectionKey key : ready) {
                    StompClient client = (StompClient) key.attachment();
                    attempt(() -> client.ready(key, received), client::lost);
                }
                attempt(turn, () -> {});
            } catch (IOException failure) {
                failure.printStackTrace();
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** A failure ends only its own connection. */
    private static void attempt(Runnable work, Runnable afterFailure) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            afterFailure.run();
        }
    }

    @Override
    public void close() {
        running = false;
        selector.wakeup();
        try {
            thread.join();
            selector.keys().forEach(key -> ((StompClient) key.attachment()).lost());
            selector.close();
        } catch (IOException | InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
