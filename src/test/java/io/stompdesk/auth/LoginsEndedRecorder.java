package io.stompdesk.auth;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

/** Records which logins ended. Spring's own recorder for tests sees only events of the test's thread. */
@TestComponent
class LoginsEndedRecorder {

    private final List<LoginsEnded> all = new CopyOnWriteArrayList<>();

    @EventListener
    void on(LoginsEnded ended) {
        all.add(ended);
    }

    void clear() {
        all.clear();
    }

    List<LoginsEnded> all() {
        return all;
    }
}
