package io.stompdesk.web;

import io.stompdesk.limit.ClientAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's side of all connections. It also limits the connections of one address and the time that the head of a
 * request may take; Tomcat itself limits the time between two bytes only. A connection whose request is not complete
 * occupies no thread, but memory and one of a limited number of places.
 */
final class GuardedEndpoint extends NioEndpoint {

    private static final Logger log = LoggerFactory.getLogger(GuardedEndpoint.class);

    /** What an endpoint has to know of the settings, which come after it was created. */
    record Limits(int perAddress, long headNanos, Predicate<String> trusted) {}

    private volatile @Nullable Limits limits;
    private volatile Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledFuture<?> sweep;

    void limit(Limits set) {
        limits = set;
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        sweep = getUtilityExecutor().scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stopInternal() {
        ScheduledFuture<?> running = sweep;
        if (running != null) {
            running.cancel(false);
        }
        super.stopInternal();
    }

    /** Called for each new connection. One too many of an address is closed at once. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        Limits set = limits;
        String address = set == null ? null : address(socket);
        if (set != null && address != null && !set.trusted().test(address)) {
            String network = ClientAddress.of(address).network();
            if (perAddress.merge(network, 1, Integer::sum) > set.perAddress()) {
                destroySocket(socket);
                return true;
            }
        }
        return super.setSocketOptions(socket);
    }

    private static @Nullable String address(SocketChannel socket) {
        try {
            SocketAddress remote = socket.getRemoteAddress();
            return remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : null;
        } catch (IOException closed) {
            return null;
        }
    }

    /** Counts the connections anew, because nothing tells when one ends, and ends those whose request is late. */
    private void sweep() {
        Limits set = limits;
        if (set == null) {
            return;
        }
        try {
            Map<String, Integer> counted = new ConcurrentHashMap<>();
            for (SocketWrapperBase<NioChannel> socket : connections.values()) {
                String address = socket.getRemoteAddr();
                if (address != null) {
                    counted.merge(ClientAddress.of(address).network(), 1, Integer::sum);
                }
                if (isLate(socket, set)) {
                    socket.setError(new SocketTimeoutException());
                    processSocket(socket, SocketEvent.ERROR, true);
                }
            }
            perAddress = counted;
        } catch (RuntimeException bug) {
            log.error("The connections could not be checked", bug);
        }
    }

    /** Between two events a connection has a processor only while its request is not complete, or after an upgrade. */
    private static boolean isLate(SocketWrapperBase<NioChannel> socket, Limits set) {
        if (!(socket.getCurrentProcessor() instanceof Processor processor)
                || processor.isUpgrade()
                || processor.isAsync()
                || processor.getRequest() == null) {
            return false;
        }
        long begin = processor.getRequest().getStartTimeNanos();
        return begin >= 0 && System.nanoTime() - begin > set.headNanos();
    }
}
