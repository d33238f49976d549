package io.stompdesk.ticket;

import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Caches tickets for requests that are too frequent to read the store each time, such as typing. A published change
 * removes the ticket from the cache before subscribers receive it, so no client that knows of the change meets the old
 * ticket.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class TicketCache implements CommitListener {

    private static final int CAPACITY = 10_000;
    private static final float LOAD_FACTOR = 0.75f;

    /**
     * Has no ticket while the store is being read. A change that is published meanwhile removes the entry from the map.
     */
    private static final class Cached {
        private volatile @Nullable Ticket ticket;
    }

    private final Map<String, Cached> entries = Collections.synchronizedMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
            return size() > CAPACITY;
        }
    });

    private final JdbcClient reads;

    TicketCache(JdbcClient reads) {
        this.reads = reads;
    }

    public Optional<Ticket> find(String id) {
        Cached mine = new Cached();
        Cached known = entries.putIfAbsent(id, mine);
        if (known == null) {
            return read(id, mine);
        }
        Ticket ticket = known.ticket;
        return ticket == null ? TicketTable.find(reads, id) : Optional.of(ticket);
    }

    private Optional<Ticket> read(String id, Cached entry) {
        try {
            Optional<Ticket> read = TicketTable.find(reads, id);
            entry.ticket = read.orElse(null);
            return read;
        } finally {
            if (entry.ticket == null) {
                entries.remove(id, entry);
            }
        }
    }

    /** Runs before the subscribers receive the event. */
    @Override
    public void committed(StoredEvent event) {
        Tickets.changedBy(event).ifPresent(entries::remove);
    }
}
