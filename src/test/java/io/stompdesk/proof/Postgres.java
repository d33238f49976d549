package io.stompdesk.proof;

import io.stompdesk.Machine;
import io.stompdesk.kernel.OpaqueId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A new database on the tests' PostgreSQL server, which can be made to fail. */
final class Postgres implements AutoCloseable {

    private static final String SERVER = System.getProperty(
            "stompdesk.test.postgres",
            System.getenv()
                    .getOrDefault("STOMPDESK_TEST_POSTGRES", "jdbc:postgresql://127.0.0.1:5432/%s?user=postgres"));

    private final String name =
            "stompdesk_proof_" + OpaqueId.make().toLowerCase(Locale.ROOT).replace('-', '_');

    private Postgres() {}

    static Postgres database() {
        try (Connection server = DriverManager.getConnection(SERVER.formatted("postgres"))) {
            Postgres made = new Postgres();
            execute(server, "CREATE DATABASE " + made.name);
            return made;
        } catch (SQLException unreachable) {
            throw Machine.isMissing("There is no PostgreSQL at " + SERVER + ": " + unreachable.getMessage());
        }
    }

    String url() {
        return SERVER.formatted(name);
    }

    /**
     * Kills the backend that is writing at this moment, or all backends if none is writing.
     *
     * @return how many were killed
     */
    int killTheWriter() {
        String ours = " FROM pg_stat_activity WHERE datname = '" + name + "'";
        int killed = kill("SELECT pg_terminate_backend(pid)"
                + ours
                // The lock of a transaction, and not the one that keeps other desks away.
                + " AND pid IN (SELECT pid FROM pg_locks WHERE locktype ="
                + " 'advisory' AND classid = 0)");
        return killed > 0 ? killed : kill("SELECT pg_terminate_backend(pid)" + ours);
    }

    /** Refuses new connections and ends the open ones. */
    void goAway() {
        onServer("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
        kill("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    void comeBack() {
        onServer("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    }

    private int kill(String query) {
        try (Connection server = DriverManager.getConnection(SERVER.formatted("postgres"));
                Statement statement = server.createStatement();
                ResultSet killed = statement.executeQuery(query)) {
            int count = 0;
            while (killed.next()) {
                count++;
            }
            return count;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void onServer(String command) {
        try (Connection server = DriverManager.getConnection(SERVER.formatted("postgres"))) {
            execute(server, command);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void execute(Connection server, String command) throws SQLException {
        try (Statement statement = server.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public void close() {
        onServer("DROP DATABASE " + name + " WITH (FORCE)");
    }
}
