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
 * Caches the prepared statements of a connection, because preparing is most of the cost of a small statement. On SQLite
 * it took a quarter of the writer's time. Not thread-safe.
 */
final class StatementCache implements InvocationHandler {

    /** Nearly all of the desk's SQL is fixed text, so the few generated statements rarely evict it. */
    private static final int CAPACITY = 256;

    private final Connection connection;
    private final Map<String, CachedStatement> statements = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedStatement> eldest) {
            if (size() <= CAPACITY || eldest.getValue().inUse) {
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

    /** The connection through which callers use the cache. */
    Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(StatementCache.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /** Whether anything but a query was prepared since the last call of this method. */
    boolean wroteSinceLastCheck() {
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
        CachedStatement known = statements.get(sql);
        if (known == null) {
            known = new CachedStatement(connection.prepareStatement(sql));
            statements.put(sql, known);
        } else if (known.inUse) {
            return connection.prepareStatement(sql);
        }
        known.inUse = true;
        return known.handle;
    }

    /** Everything that does not begin with SELECT counts as a write, such as a data-modifying WITH. */
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

    /** A statement whose {@code close()} returns it to the cache. */
    private static final class CachedStatement implements InvocationHandler {

        private final PreparedStatement statement;
        private final PreparedStatement handle;
        private boolean inUse;

        CachedStatement(PreparedStatement statement) {
            this.statement = statement;
            this.handle = (PreparedStatement) Proxy.newProxyInstance(
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
