package io.stompdesk.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The errors that a desk in this process logs. */
final class DeskErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Logger desk = (Logger) LoggerFactory.getLogger("io.stompdesk");

    DeskErrors() {
        start();
        desk.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            seen.add(event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        desk.detachAppender(this);
        stop();
    }
}
