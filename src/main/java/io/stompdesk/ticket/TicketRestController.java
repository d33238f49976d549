package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.stompdesk.account.Account;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.Reply;
import io.stompdesk.stream.StoredEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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

    TicketRestController(Tickets tickets, EventLog events, JdbcClient reads, JsonMapper json) {
        this.tickets = tickets;
        this.events = events;
        this.reads = reads;
        this.json = json;
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
                        .map(row -> Tickets.view(row.ticket(), row.head(), account))
                        .toList(),
                next);
    }

    @GetMapping("/{id}")
    Tickets.TicketReply read(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new Tickets.TicketReply(tickets.read(account, canonical(id)));
    }

    record Events(@JsonRawValue String events, long head, boolean more) {}

    @GetMapping("/{id}/events")
    Events events(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long since,
            @RequestParam(defaultValue = "200") int limit) {
        if (since < 0) {
            throw new Refusal(ErrorCode.SINCE_INVALID);
        }
        if (limit < 1 || limit > MAX_EVENTS) {
            throw Refusal.invalid("limit", "is not from 1 to " + MAX_EVENTS);
        }
        Ticket ticket = TicketAccess.visible(reads, account, canonical(id));
        List<StoredEvent> page = events.after(ticket.stream(), since, limit);
        long head = Math.max(
                events.extent(ticket.stream()).head(),
                page.isEmpty() ? 0 : page.getLast().seq());
        String bodies = page.stream().map(StoredEvent::body).collect(Collectors.joining(",", "[", "]"));
        return new Events(bodies, head, !page.isEmpty() && page.getLast().seq() < head);
    }

    /** The same fields as over STOMP. Without a clientId, sending the request again opens a second ticket. */
    record PostedTicket(
            @Nullable String clientId,
            @Nullable String project,
            @Nullable String subject,
            @Nullable String description,
            @Nullable String system,
            @Nullable Priority priority,
            OpenTicket.@Nullable Requester requester) {

        OpenTicket toOpenTicket() {
            return new OpenTicket(project, subject, description, system, priority, requester);
        }
    }

    @PostMapping
    CompletableFuture<ResponseEntity<String>> create(
            @AuthenticationPrincipal Account account, @RequestBody PostedTicket posted, HttpServletRequest request) {
        UUID clientId = posted.clientId() == null ? UUID.randomUUID() : CommandKey.clientId(posted.clientId());
        byte[] content = json.writeValueAsBytes(posted.toOpenTicket());
        CommandKey key = CommandKey.of(account.id(), clientId, "POST /api/tickets", content);
        return tickets.create(key, account, ClientAddress.of(request), posted.toOpenTicket())
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
