package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database contains, read without the desk. */
final class StoredTruth {

    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([0-9a-f-]{36})\"");

    /** The bodies of the events of each stream, in order. */
    private final Map<String, List<String>> streams = new TreeMap<>();

    private final Map<String, Integer> stored = new HashMap<>();

    private StoredTruth() {}

    /** Reads everything and checks that no stream has a gap. */
    static StoredTruth in(String url) {
        StoredTruth truth = new StoredTruth();
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            // In one transaction, so that heads and events belong to the same moment.
            database.setAutoCommit(false);
            if (url.startsWith("jdbc:postgresql:")) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
            truth.read(statement);
            truth.checkHeads(statement);
            if (url.startsWith("jdbc:sqlite:")) {
                try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
                    assertThat(check.getString(1)).as("integrity_check").isEqualTo("ok");
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return truth;
    }

    private void read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT stream, seq, type, body FROM event ORDER BY stream, seq")) {
            while (row.next()) {
                String stream = row.getString(1);
                List<String> events = streams.computeIfAbsent(stream, _ -> new ArrayList<>());
                assertThat(row.getLong(2)).as("the next seq of " + stream).isEqualTo(events.size() + 1);
                String body = row.getString(4);
                events.add(body);
                Matcher id = CLIENT_ID.matcher(body);
                if (row.getString(3).equals("chat.message") && id.find()) {
                    stored.merge(id.group(1), 1, Integer::sum);
                }
            }
        }
    }

    private void checkHeads(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT name, head FROM stream")) {
            while (row.next()) {
                assertThat(row.getLong(2))
                        .as("the head of " + row.getString(1))
                        .isEqualTo(of(row.getString(1)).size());
            }
        }
    }

    List<String> of(String stream) {
        return streams.getOrDefault(stream, List.of());
    }

    /** The number of stored messages. */
    int messages() {
        return stored.size();
    }

    /** Every message with a RECEIPT is stored, and none is stored twice. */
    void holdsOnce(Collection<String> receipted) {
        assertThat(stored.values()).as("copies of each message").containsOnly(1);
        assertThat(stored.keySet()).as("what is stored").containsAll(receipted);
    }
}
