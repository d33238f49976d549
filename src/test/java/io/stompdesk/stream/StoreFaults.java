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
 * Makes the store of a desk under test fail where a test wants it to: at the commit, before or after it has taken
 * effect, while statements run, and while replays read. Import {@link Configuration}.
 */
public final class StoreFaults {

    /** What becomes of a commit. */
    public enum Commit {
        SUCCEEDS,
        /** It fails and has no effect. */
        FAILS,
        /** It has its effect, and the desk does not learn of it. */
        IS_LOST,
        /** The same, but it has its effect only when the test says so. */
        IS_LATE
    }

    private volatile Supplier<Commit> commits = () -> Commit.SUCCEEDS;
    private volatile Supplier<Boolean> readsFail = () -> false;
    private volatile boolean unreachable;
    private volatile String whenOpened = "";
    private volatile @Nullable Connection writing;
    private volatile @Nullable Connection late;

    /** Decides about each commit. */
    public void commits(Supplier<Commit> decision) {
        commits = decision;
    }

    /** Decides about each connection that a replay asks for. */
    public void replaysFail(Supplier<Boolean> decision) {
        readsFail = decision;
    }

    /** Whether the writer gets no new connection, as if the database were gone. */
    public void unreachable(boolean gone) {
        unreachable = gone;
    }

    /** The commit that is late takes place. */
    public void commitLate() {
        try (Connection open = Objects.requireNonNull(late)) {
            open.commit();
            late = null;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Whether the writer has another connection than the one whose commit is late. */
    public boolean writesElsewhere() {
        return late != null && writing != late;
    }

    /** Everything works again. */
    public void none() {
        commits(() -> Commit.SUCCEEDS);
        replaysFail(() -> false);
        unreachable = false;
        whenOpened = "";
    }

    /** What each new connection of the writer is told first, such as a limit. */
    public void whenOpened(String sql) {
        whenOpened = sql;
    }

    /** Runs a statement on the writer's own connection; call it on the writer's thread. */
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

    /** What a query of one value answers on the writer's own connection. */
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
                if (Thread.currentThread().getName().startsWith("replay-") && readsFail.get()) {
                    throw new SQLException("reading fails, as the test wants");
                }
                return super.getConnection();
            }
        };
    }

    /** Puts the faults between the desk and its store. */
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
