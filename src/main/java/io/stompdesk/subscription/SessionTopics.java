package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The two queues that belong to the session itself: answers to its commands, and refusals. */
@Component
final class SessionTopics implements Topics {

    static final String REPLIES = "/user/queue/replies";
    static final String ERRORS = "/user/queue/errors";

    private static final Set<String> ALL = Set.of(REPLIES, ERRORS);

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return ALL.contains(destination) ? Optional.of(new Own()) : Optional.empty();
    }

    private record Own() implements Topic {
        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return true;
        }
    }
}
