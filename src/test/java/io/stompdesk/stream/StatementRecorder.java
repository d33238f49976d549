package io.stompdesk.stream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Records every statement that the desk runs on the writer's connection and on the read pool. */
public final class StatementRecorder {

    /**
     * A statement that was run.
     *
     * @param thread the thread that ran it
     */
    public record Run(String thread, String sql, Map<Integer, Object> params) {}

    private final List<Run> runs = new CopyOnWriteArrayList<>();

    public List<Run> runs() {
        return List.copyOf(runs);
    }

    public void clear() {
        runs.clear();
    }

    private Connection recorded(Connection real) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object answer = call(method, real, arguments);
            return method.getName().equals("prepareStatement") && arguments != null
                    ? recorded((PreparedStatement) answer, (String) arguments[0])
                    : answer;
        });
    }

    private PreparedStatement recorded(@Nullable Object real, String sql) {
        Map<Integer, Object> params = new TreeMap<>();
        return proxy(PreparedStatement.class, (_, method, arguments) -> {
            if (arguments != null && arguments.length >= 2 && method.getName().startsWith("set")) {
                boolean isNull = method.getName().equals("setNull");
                if (isNull) {
                    params.remove((Integer) arguments[0]);
                } else {
                    params.put((Integer) arguments[0], arguments[1]);
                }
            } else if (method.getName().startsWith("execute")) {
                runs.add(new Run(Thread.currentThread().getName(), sql, new TreeMap<>(params)));
            }
            return call(method, real, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(StatementRecorder.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Method method, @Nullable Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /** Inserts the recorder between the desk and its store. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        static StatementRecorder statementRecorder() {
            return new StatementRecorder();
        }

        @Bean
        static BeanPostProcessor recordingStore(StatementRecorder recorder) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof Store store) {
                        return recording(store, recorder);
                    }
                    return name.equals("readPool") ? recording((DataSource) bean, recorder) : bean;
                }
            };
        }

        private static Store recording(Store real, StatementRecorder recorder) {
            return proxy(Store.class, (_, method, arguments) -> {
                Object answer = call(method, real, arguments);
                return method.getName().equals("openForWriting") && answer instanceof Connection connection
                        ? recorder.recorded(connection)
                        : answer;
            });
        }

        private static DataSource recording(DataSource real, StatementRecorder recorder) {
            return new DelegatingDataSource(real) {
                @Override
                public Connection getConnection() throws SQLException {
                    return recorder.recorded(super.getConnection());
                }
            };
        }
    }
}
