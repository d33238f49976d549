package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The two queues of each session: replies to its commands, and errors. */
@Component
final class SessionTopics implements Topics {

    static final String REPLIES = "/user/queue/replies";
    static final String ERRORS = "/user/queue/errors";

    private static final Set<String> ALL = Set.of(REPLIES, ERRORS);

    @Override
    public Optional<Topic> at(String destination, Account account) {
        return ALL.contains(destination) ? Optional.of(new SessionTopic()) : Optional.empty();
    }

    private record SessionTopic() implements Topic {
        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return true;
        }
    }
}
