package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds a query for the tickets that an account may see, narrowed by filters. */
final class TicketQuery {

    private static final String WORDS = """
        (ticket.id = :id OR ticket.subject_folded LIKE :words ESCAPE '!'
            OR customer.name_folded LIKE :words ESCAPE '!')\
        """;

    private static final String AFTER =
            "(ticket.created_at < :createdAt OR (ticket.created_at = :createdAt AND ticket.id < :afterId))";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    static TicketQuery visibleTo(Account account) {
        TicketQuery query = new TicketQuery();
        query.conditions.add(TicketAccess.condition(account));
        query.values.putAll(TicketAccess.values(account));
        return query;
    }

    TicketQuery status(@Nullable Status status) {
        if (status == Status.RESOLVED) {
            conditions.add("ticket.status = 'RESOLVED'");
        } else if (status != null) {
            conditions.add("ticket.status = '" + status + "' AND " + Tickets.IS_OPEN);
        }
        return this;
    }

    TicketQuery project(@Nullable String project) {
        return with("ticket.project = :project", "project", project);
    }

    /** Matches part of the subject or of the customer's name, or the ticket's id. */
    TicketQuery words(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return this;
        }
        String escaped =
                Text.folded(words.strip()).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        String id = TicketId.parse(words);
        values.put("id", id == null ? "" : id);
        return with(WORDS, "words", "%" + escaped + "%");
    }

    /** Continues after the page that ended at this cursor. */
    TicketQuery after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return this;
        }
        String[] parts = cursor.split("\\.", 2);
        try {
            values.put("createdAt", Long.parseLong(parts[0]));
        } catch (NumberFormatException notOurs) {
            throw Refusal.invalid("after", "is not a cursor of this list");
        }
        return with(AFTER, "afterId", parts.length == 2 ? parts[1] : "");
    }

    static String cursor(Ticket last) {
        return last.createdAt().toEpochMilli() + "." + last.id();
    }

    private TicketQuery with(String condition, String name, @Nullable Object value) {
        if (value instanceof String text && Text.hasNul(text)) {
            throw Refusal.invalid(name, "contains a NUL character");
        }
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    String where() {
        return " WHERE " + String.join(" AND ", conditions);
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        return statement.params(values);
    }
}
