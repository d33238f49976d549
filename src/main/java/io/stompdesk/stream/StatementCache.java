package io.stompdesk.stream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its prepared statements, since preparing is most of what a small statement costs: on SQLite a
 * quarter of the writer's time. Used by one thread.
 */
final class StatementCache implements InvocationHandler {

    /** The desk's own SQL is fixed text; what is made up as it goes does not push it out for long. */
    private static final int KEPT = 256;

    private final Connection connection;
    private final Map<String, Kept> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            if (size() <= KEPT || eldest.getValue().inUse) {
                return false;
            }
            eldest.getValue().discard();
            return true;
        }
    };

    private boolean wrote;

    StatementCache(Connection connection) {
        this.connection = connection;
    }

    /** The connection as others are to use it. */
    Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(StatementCache.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /** Whether anything but a query was run since this was last asked. */
    boolean wroteSinceAsked() {
        boolean answer = wrote;
        wrote = false;
        return answer;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement" -> {
                if (arguments != null && arguments.length == 1) {
                    return prepare((String) arguments[0]);
                }
                wrote = true;
            }
            case "createStatement", "prepareCall" -> wrote = true;
            default -> {}
        }
        return call(method, connection, arguments);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        wrote |= !isQuery(sql);
        Kept known = kept.get(sql);
        if (known == null) {
            known = new Kept(connection.prepareStatement(sql));
            kept.put(sql, known);
        } else if (known.inUse) {
            return connection.prepareStatement(sql);
        }
        known.inUse = true;
        return known.shown;
    }

    /** A data-modifying WITH counts as a write, as everything else does that is not plain. */
    private static boolean isQuery(String sql) {
        return sql.stripLeading().toUpperCase(Locale.ROOT).startsWith("SELECT");
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /** A statement whose {@code close()} gives it back. */
    private static final class Kept implements InvocationHandler {

        private final PreparedStatement statement;
        private final PreparedStatement shown;
        private boolean inUse;

        Kept(PreparedStatement statement) {
            this.statement = statement;
            this.shown = (PreparedStatement) Proxy.newProxyInstance(
                    StatementCache.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, this);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                inUse = false;
                return null;
            }
            return call(method, statement, arguments);
        }

        void discard() {
            try {
                statement.close();
            } catch (SQLException gone) {
                inUse = false;
            }
        }
    }
}
