package io.stompdesk.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes the store of a desk under test fail at chosen points: at the commit, before or after it takes effect, while
 * statements run, and while replays read. Import {@link Configuration}.
 */
public final class StoreFaults {

    /** The outcome of a commit. */
    public enum Commit {
        SUCCEEDS,
        /** It fails and has no effect. */
        FAILS,
        /** It takes effect, but the desk does not learn of it. */
        IS_LOST,
        /** The same, but it takes effect only when the test says so. */
        IS_LATE
    }

    private volatile Supplier<Commit> commits = () -> Commit.SUCCEEDS;
    private volatile Supplier<Boolean> readsFail = () -> false;
    private volatile boolean requestsFail;
    private volatile boolean unreachable;
    private volatile String whenOpened = "";
    private volatile @Nullable Connection writing;
    private volatile @Nullable Connection late;

    /** Chooses the outcome of each commit. */
    public void commits(Supplier<Commit> decision) {
        commits = decision;
    }

    /** Chooses whether a replay gets a connection. */
    public void replaysFail(Supplier<Boolean> decision) {
        readsFail = decision;
    }

    /** Whether REST calls get no connection. */
    public void requestsFail(boolean fail) {
        requestsFail = fail;
    }

    /** Whether the writer gets no new connection, as if the database were gone. */
    public void unreachable(boolean gone) {
        unreachable = gone;
    }

    /** The late commit takes effect. */
    public void commitLate() {
        try (Connection open = Objects.requireNonNull(late)) {
            open.commit();
            late = null;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Whether the writer has a connection other than that of the late commit. */
    public boolean writesElsewhere() {
        return late != null && writing != late;
    }

    /** Everything works again. */
    public void none() {
        commits(() -> Commit.SUCCEEDS);
        replaysFail(() -> false);
        requestsFail = false;
        unreachable = false;
        whenOpened = "";
    }

    /** A statement that each new connection of the writer runs first, such as one that sets a limit. */
    public void whenOpened(String sql) {
        whenOpened = sql;
    }

    /** Runs a statement on the writer's own connection. Call this on the writer's thread. */
    public void onWriter(String sql) {
        Connection open = writing;
        if (open == null) {
            throw new IllegalStateException("the writer has no connection");
        }
        try (Statement statement = open.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Runs a query for one value on the writer's own connection. */
    public String askWriter(String sql) {
        Connection open = writing;
        if (open == null) {
            throw new IllegalStateException("the writer has no connection");
        }
        try (Statement statement = open.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Connection faulty(Connection real) {
        writing = real;
        if (!whenOpened.isEmpty()) {
            onWriter(whenOpened);
        }
        return (Connection) Proxy.newProxyInstance(
                StoreFaults.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    Commit fate = method.getName().equals("commit") ? commits.get() : Commit.SUCCEEDS;
                    if (fate == Commit.FAILS) {
                        throw new SQLException("commit fails, as the test wants");
                    }
                    if (fate == Commit.IS_LATE) {
                        late = real;
                        throw new SQLException("commit is late, as the test wants");
                    }
                    if (real == late && method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (fate == Commit.IS_LOST) {
                            throw new SQLException("commit is lost, as the test wants");
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private Store faulty(Store real) {
        return (Store) Proxy.newProxyInstance(
                StoreFaults.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    boolean opens = method.getName().equals("openForWriting");
                    if (opens && unreachable) {
                        throw new SQLException("unreachable, as the test wants");
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        return opens ? faulty((Connection) answer) : answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private DataSource faulty(DataSource real) {
        return new DelegatingDataSource(real) {
            @Override
            public Connection getConnection() throws SQLException {
                String thread = Thread.currentThread().getName();
                if (thread.startsWith("replay-") ? readsFail.get() : requestsFail && thread.startsWith("http-")) {
                    throw new SQLException("reading fails, as the test wants");
                }
                return super.getConnection();
            }
        };
    }

    /** Inserts the faults between the desk and its store. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        static StoreFaults storeFaults() {
            return new StoreFaults();
        }

        @Bean
        static BeanPostProcessor faultyStore(StoreFaults faults) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof Store store) {
                        return faults.faulty(store);
                    }
                    return name.equals("readPool") ? faults.faulty((DataSource) bean) : bean;
                }
            };
        }
    }
}
