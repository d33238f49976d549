package io.stompdesk.presence;

import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import io.stompdesk.ticket.Tickets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the presence table. */
final class PresenceTable {

    private static final Row UNKNOWN = new Row(PresenceStatus.OFFLINE, PresenceStatus.OFFLINE);

    private static final String STAFF = """
        SELECT account.id, account.name, account.role, coalesce(presence.effective, 'OFFLINE') AS status,
            (SELECT count(*) FROM ticket
                WHERE ticket.agent = account.id AND ticket.status = 'ACTIVE' AND %s) AS chats
        FROM account LEFT JOIN presence ON presence.account = account.id
        WHERE %s AND account.disabled = ?
        ORDER BY account.name, account.id\
        """.formatted(Tickets.IS_OPEN, Accounts.IS_STAFF);

    private PresenceTable() {}

    record Row(PresenceStatus chosen, PresenceStatus effective) {}

    /** A staff member with the effective status and the number of active chats. */
    record Member(Actor account, PresenceStatus status, int chats) {

        /** The same account as offline: it is no longer staff, or no longer works in this project. */
        Member offline() {
            return new Member(account, PresenceStatus.OFFLINE, 0);
        }
    }

    static Row of(JdbcClient store, String account) {
        return store.sql("SELECT chosen, effective FROM presence WHERE account = ?")
                .param(account)
                .query((row, _) ->
                        new Row(PresenceStatus.valueOf(row.getString(1)), PresenceStatus.valueOf(row.getString(2))))
                .optional()
                .orElse(UNKNOWN);
    }

    static void put(JdbcClient store, String account, Row row) {
        store.sql("""
            INSERT INTO presence (account, chosen, effective) VALUES (?, ?, ?)
            ON CONFLICT (account) DO UPDATE SET chosen = excluded.chosen, effective = excluded.effective\
            """)
                .params(account, row.chosen().name(), row.effective().name())
                .update();
    }

    /** Sets everybody offline, because nobody is connected after a start. */
    static void allOffline(JdbcClient store) {
        store.sql("UPDATE presence SET effective = 'OFFLINE' WHERE effective <> 'OFFLINE'")
                .update();
    }

    static List<Member> staff(JdbcClient store) {
        return store.sql(STAFF)
                .param(false)
                .query((row, _) -> new Member(
                        new Actor(row.getString("id"), row.getString("name"), Role.valueOf(row.getString("role"))),
                        PresenceStatus.valueOf(row.getString("status")),
                        row.getInt("chats")))
                .list();
    }
}
