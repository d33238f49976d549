package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.TestStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A newer desk keeps everything that an older one has stored. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
class MigrationTests {

    @TempDir
    Path folder;

    @Test
    void whatWasStoredBeforeIsThereAndGoesOn() throws Exception {
        String database = TestStore.fresh();
        Store store =
                database.isEmpty() ? new SqliteStore(folder.resolve("old.db"), 2) : new PostgresStore(database, 2);
        try {
            migrations(store).target("5").load().migrate();
            JdbcClient client = JdbcClient.create(store.forMigration());
            try (Connection connection = store.forMigration().getConnection();
                    Statement statement = connection.createStatement()) {
                for (int seq = 1; seq <= 3; seq++) {
                    statement.execute("INSERT INTO event (stream, seq, type, at, body) VALUES ('s', " + seq
                            + ", 't', 1, 'b" + seq + "')");
                }
                statement.execute("INSERT INTO stream (name, head) VALUES ('s', 3)");
                statement.execute("INSERT INTO command (account, client_id, fingerprint, type, reply, at)"
                        + " VALUES ('a', 'c', 'f', 't', 'r', 1)");
            }
            var before = EventLog.after(client, new StreamName("s"), 0, 10);

            migrations(store).load().migrate();

            assertThat(EventLog.after(client, new StreamName("s"), 0, 10))
                    .isEqualTo(before)
                    .hasSize(3);
            assertThat(client.sql("SELECT count(*) FROM command WHERE last_position IS NULL")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            try (Connection connection = store.forMigration().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM event WHERE seq = 3");
                statement.execute("INSERT INTO event (stream, seq, type, at, body) VALUES ('s', 4, 't', 1, 'b4')");
            }
            assertThat(EventLog.lastPosition(client)).isEqualTo(before.getLast().position() + 1);
        } finally {
            TestStore.drop(database);
        }
    }

    @Test
    void aLoginFromBeforeIsStillNamedByItsCookie() throws Exception {
        String database = TestStore.fresh();
        Store store =
                database.isEmpty() ? new SqliteStore(folder.resolve("old.db"), 2) : new PostgresStore(database, 2);
        try {
            migrations(store).target("7").load().migrate();
            JdbcClient client = JdbcClient.create(store.forMigration());
            client.sql("INSERT INTO account (id, name, name_folded, name_skeleton, role, guest, disabled, created_at)"
                            + " VALUES ('a', 'A', 'a', 'a', 'CUSTOMER', ?, ?, 1)")
                    .params(true, false)
                    .update();
            client.sql("INSERT INTO login (id, account, kind, token_hash, rotated_at, created_at, expires_at)"
                            + " VALUES ('l', 'a', 'GUEST', 'h', 1, 1, 2)")
                    .update();

            migrations(store).load().migrate();

            assertThat(client.sql("SELECT handle FROM login WHERE id = 'l'")
                            .query(String.class)
                            .single())
                    .isEqualTo("l");
        } finally {
            TestStore.drop(database);
        }
    }

    private static FluentConfiguration migrations(Store store) {
        return Flyway.configure()
                .dataSource(store.forMigration())
                .locations(store.migrations().toArray(String[]::new))
                .placeholders(store.dialect());
    }
}
