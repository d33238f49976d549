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
 * Tickets as they are now, for what is asked so often that the store should not hear of it, such as typing. A ticket is
 * forgotten when a change of it is published, so who is told of a change never meets the ticket as it was before.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class TicketCache implements CommitListener {

    private static final int KEPT = 10_000;
    private static final float LOAD_FACTOR = 0.75f;
    private static final String TICKET = "ticket.";

    /** Empty while the store is being read. A change that is published meanwhile takes it out of the map. */
    private static final class Cached {
        private volatile @Nullable Ticket ticket;
    }

    private final Map<String, Cached> entries = Collections.synchronizedMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
            return size() > KEPT;
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

    /** Before the subscribers are told. Every change of a ticket is an event {@code ticket.…} of its own stream. */
    @Override
    public void committed(StoredEvent event) {
        String stream = event.stream().value();
        if (stream.startsWith(TICKET) && event.type().startsWith(TICKET)) {
            entries.remove(stream.substring(TICKET.length()));
        }
    }
}
