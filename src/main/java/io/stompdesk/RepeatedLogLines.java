package io.stompdesk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets each warning and error into the log once a minute. While a database is away, everything that would read or write
 * it fails many times a second, and each failure says the same.
 *
 * <p>Works on the appenders, so that it covers the libraries too and costs nothing where a logger is off.
 */
@Component
final class RepeatedLogLines {

    private static final Logger log = LoggerFactory.getLogger(RepeatedLogLines.class);

    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    /** How many causes are remembered. */
    private static final int CAPACITY = 500;

    private static final float LOAD_FACTOR = 0.75f;

    private final List<OncePerMinute> filters = new ArrayList<>();
    private final AtomicLong leftOut = new AtomicLong();

    RepeatedLogLines() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(this::attachTo);
        }
    }

    /** Each appender has its own filter, because each line passes all of them. */
    private void attachTo(Appender<ILoggingEvent> appender) {
        OncePerMinute filter = new OncePerMinute();
        filter.start();
        filters.add(filter);
        appender.addFilter(filter);
    }

    /** An appender cannot let a single filter go. */
    @PreDestroy
    void stop() {
        filters.forEach(OncePerMinute::stop);
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void tell() {
        long count = leftOut.getAndSet(0);
        if (count > 0) {
            log.info("Left out {} lines of the last minute that repeated others.", count);
        }
    }

    private final class OncePerMinute extends Filter<ILoggingEvent> {

        private final Map<String, Long> written = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > CAPACITY;
            }
        };

        @Override
        public FilterReply decide(ILoggingEvent event) {
            if (!isStarted() || !event.getLevel().isGreaterOrEqual(Level.WARN) || isNew(event)) {
                return FilterReply.NEUTRAL;
            }
            leftOut.incrementAndGet();
            return FilterReply.DENY;
        }

        private synchronized boolean isNew(ILoggingEvent event) {
            long now = System.nanoTime();
            Long before = written.get(cause(event));
            if (before != null && now - before < MINUTE_NS) {
                return false;
            }
            written.put(cause(event), now);
            return true;
        }

        /** The message without its values, and where the exception comes from: another bug is another cause. */
        private static String cause(ILoggingEvent event) {
            IThrowableProxy failure = event.getThrowableProxy();
            if (failure == null) {
                return event.getLoggerName() + " " + event.getMessage();
            }
            var frames = failure.getStackTraceElementProxyArray();
            return event.getLoggerName() + " " + event.getMessage() + " " + failure.getClassName()
                    + (frames.length == 0 ? "" : frames[0].getSTEAsString());
        }
    }
}
