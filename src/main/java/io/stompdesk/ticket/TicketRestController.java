package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.stompdesk.account.Account;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Turns;
import io.stompdesk.stream.CommandKey;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.Reply;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Lists, reads and opens tickets over HTTP, and reads their events. */
@RestController
@RequestMapping("/api/tickets")
final class TicketRestController {

    private static final int PAGE = 50;
    private static final int MAX_EVENTS = 500;

    private final Tickets tickets;
    private final EventLog events;
    private final JdbcClient reads;
    private final JsonMapper json;
    private final TicketLimits limits;
    private final Turns pages;

    TicketRestController(Tickets tickets, EventLog events, JdbcClient reads, JsonMapper json, TicketLimits limits) {
        this.tickets = tickets;
        this.events = events;
        this.reads = reads;
        this.json = json;
        this.limits = limits;
        this.pages = new Turns(limits.enabled() ? limits.pagesPerAccount() : Integer.MAX_VALUE);
    }

    record Page(List<TicketView> items, @Nullable String next) {}

    @GetMapping
    Page list(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after) {
        TicketQuery query = TicketQuery.visibleTo(account)
                .status(status)
                .project(project)
                .words(q)
                .after(after);
        List<TicketTable.Row> rows = TicketTable.page(reads, query, PAGE + 1);
        List<TicketTable.Row> page = rows.subList(0, Math.min(PAGE, rows.size()));
        String next = rows.size() > PAGE ? TicketQuery.cursor(page.getLast().ticket()) : null;
        return new Page(
                page.stream()
                        .map(row -> TicketView.forReader(row.ticket(), row.head(), account))
                        .toList(),
                next);
    }

    @GetMapping("/{id}")
    Tickets.TicketReply read(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new Tickets.TicketReply(tickets.read(account, canonical(id)));
    }

    /**
     * Reads a page of events and writes it part by part, so that a client that reads slowly holds little memory. What
     * makes up the page is known before the first part: events never change.
     */
    @GetMapping(path = "/{id}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    void events(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long since,
            @RequestParam(defaultValue = "200") int limit,
            HttpServletResponse response)
            throws IOException {
        if (since < 0) {
            throw new Refusal(ErrorCode.SINCE_INVALID);
        }
        if (limit < 1 || limit > MAX_EVENTS) {
            throw Refusal.invalid("limit", "must be from 1 to " + MAX_EVENTS);
        }
        StreamName stream = TicketAccess.visible(reads, account, canonical(id)).stream();
        try (var _ = pages.take(account.id())) {
            EventLog.Page page =
                    events.plan(stream, since, limit, limits.pageBytes().toBytes());
            long head = Math.max(events.extent(stream).head(), page.last() > since ? page.last() : 0);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            write(page, stream, head, response.getOutputStream());
        }
    }

    private void write(EventLog.Page page, StreamName stream, long head, OutputStream out) throws IOException {
        String separator = "{\"events\":[";
        long from = page.since();
        for (long last : page.parts()) {
            for (StoredEvent event : events.between(stream, from, last)) {
                out.write((separator + event.body()).getBytes(StandardCharsets.UTF_8));
                separator = ",";
            }
            from = last;
        }
        String begin = page.parts().isEmpty() ? separator : "";
        boolean more = !page.parts().isEmpty() && page.last() < head;
        out.write((begin + "],\"head\":" + head + ",\"more\":" + more + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** The same fields as over STOMP. Without a clientId, sending the request again opens a second ticket. */
    record PostedTicket(
            @Nullable String clientId, @JsonUnwrapped OpenTicket ticket) {}

    @PostMapping
    CompletableFuture<ResponseEntity<String>> create(
            @AuthenticationPrincipal Account account, @RequestBody PostedTicket posted, HttpServletRequest request) {
        UUID clientId = posted.clientId() == null ? UUID.randomUUID() : CommandKey.clientId(posted.clientId());
        byte[] content = json.writeValueAsBytes(posted.ticket());
        CommandKey key = CommandKey.of(account.id(), clientId, "POST /api/tickets", content);
        return tickets.create(key, account, ClientAddress.of(request), posted.ticket())
                .thenApply(TicketRestController::created);
    }

    private static ResponseEntity<String> created(Reply reply) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(reply.data());
    }

    private static String canonical(String typed) {
        String id = TicketId.parse(typed);
        if (id == null) {
            throw Refusal.notFound();
        }
        return id;
    }
}
