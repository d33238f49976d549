package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.account.Account;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * A replay and a snapshot read the store ahead of publication. What they read may be newer than a change of rights that
 * has been committed but not announced yet.
 */
@StompTest
@Import({EarlyReadTests.SecretTopics.class, EarlyReadTests.HeldPublication.class})
class EarlyReadTests {

    private static final String SECRETS = "/topic/secrets";
    private static final StreamName STREAM = new StreamName("secrets");

    /** How often the access is checked before it ends. */
    private static final AtomicInteger RIGHT = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Writer writer;

    @Autowired
    private EventLog log;

    @Autowired
    private HeldPublication publication;

    @Autowired
    @Qualifier("destinationAuthorizationManager")
    private Object destinations;

    private Object rules;

    record SecretTold(String text) implements EventData {}

    static class SecretTopics implements Topics {

        @Override
        public Optional<Topic> at(String destination, Account account) {
            return destination.equals(SECRETS) ? Optional.of(new Secrets()) : Optional.empty();
        }
    }

    record Secrets() implements Topic {

        @Override
        public StreamName stream() {
            return STREAM;
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return RIGHT.getAndDecrement() > 0;
        }

        @Override
        public Snapshot snapshot(Account account, JdbcClient store) {
            return new Snapshot.Whole(Map.of("secret", "in the snapshot"));
        }
    }

    /** Delays the publication of secrets, before the desk publishes them. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class HeldPublication implements CommitListener {

        private volatile CountDownLatch released = new CountDownLatch(0);

        @Override
        public void committed(StoredEvent event) {
            if (event.stream().equals(STREAM)) {
                try {
                    released.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @BeforeEach
    void holdPublicationUp() {
        rules = ReflectionTestUtils.getField(destinations, "rules");
        AuthorizationManager<Message<?>> all = (_, _) -> new AuthorizationDecision(true);
        ReflectionTestUtils.setField(destinations, "rules", all);
    }

    @AfterEach
    void release() {
        publication.released.countDown();
        ReflectionTestUtils.setField(destinations, "rules", rules);
    }

    /** Commits a secret whose publication is delayed. */
    private long unpublishedSecret() {
        long before = log.extent(STREAM).head();
        publication.released = new CountDownLatch(1);
        var _ = writer.submit(transaction -> transaction.append(STREAM, null, new SecretTold("for few")));
        await().until(() -> log.extent(STREAM).head() > before);
        return before;
    }

    @Test
    void aReplayDoesNotSendWhatWasStoredAfterTheRightEnded() {
        TestLogin carol = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(carol)) {
            long before = unpublishedSecret();
            RIGHT.set(1);

            client.subscribeRefused(SECRETS, "NOT_FOUND", "since", Long.toString(before));
            assertThat(messages(client)).noneMatch(body -> body.contains("for few"));
        }
    }

    @Test
    void aReplayOfWhoHasTheRightSendsIt() {
        TestLogin carol = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(carol)) {
            long before = unpublishedSecret();
            RIGHT.set(Integer.MAX_VALUE);

            assertThat(client.subscribe(SECRETS, "since", Long.toString(before))
                            .next()
                            .at("/data/text")
                            .stringValue())
                    .isEqualTo("for few");
        }
    }

    @Test
    void aSnapshotDoesNotShowWhatWasStoredAfterTheRightEnded() {
        TestLogin carol = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(carol)) {
            RIGHT.set(1);

            client.subscribeRefused(SECRETS, "NOT_FOUND", "snapshot", "true");
            assertThat(messages(client)).noneMatch(body -> body.contains("in the snapshot"));
        }
    }

    private static List<String> messages(TestClient client) {
        return client.received().stream().map(TestClient.Frame::body).toList();
    }
}
