package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.account.Account;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;

/** A destination {@code /user/queue/…} with a different stream for each account. */
@StompTest
@Import(AccountStreamTests.NoticeTopics.class)
class AccountStreamTests {

    private static final String NOTICES = "/user/queue/notices";

    @LocalServerPort
    private int port;

    @Autowired
    private Writer writer;

    @Autowired
    private Broadcaster broadcaster;

    @Autowired
    @Qualifier("destinationAuthorizationManager")
    private Object destinations;

    private Object rules;
    private TestLogin carol;

    record NoticeSent(String text) implements EventData {}

    /** A feature like any other, except that its destination is not in the desk's table. */
    static class NoticeTopics implements Topics {

        @Override
        public Optional<Topic> at(String destination, Account account) {
            return destination.equals(NOTICES) ? Optional.of(new Notices(account.id())) : Optional.empty();
        }
    }

    record Notices(String owner) implements Topic {

        @Override
        public StreamName stream() {
            return streamOf(owner);
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return account.id().equals(owner);
        }

        @Override
        public Snapshot snapshot(Account account, JdbcClient store) {
            return new Snapshot.Whole(Map.of("unread", 2));
        }
    }

    private static StreamName streamOf(String account) {
        return new StreamName("notices." + account);
    }

    @BeforeEach
    void letEveryDestinationIn() {
        rules = ReflectionTestUtils.getField(destinations, "rules");
        AuthorizationManager<Message<?>> all = (_, _) -> new AuthorizationDecision(true);
        ReflectionTestUtils.setField(destinations, "rules", all);
        carol = TestLogin.guest(port);
    }

    @AfterEach
    void closeThemAgain() {
        ReflectionTestUtils.setField(destinations, "rules", rules);
    }

    private void notice(TestLogin to, String text) {
        writer.submit(transaction -> transaction.append(streamOf(to.id()), null, new NoticeSent(text)))
                .join();
    }

    private static List<String> texts(TestClient.Subscription subscription) {
        return subscription.all().stream().map(AccountStreamTests::text).toList();
    }

    private static String text(JsonNode event) {
        return event.at("/data/text").asString();
    }

    @Test
    void itReplaysGoesLiveAndResumes() {
        notice(carol, "first");
        notice(carol, "second");
        try (TestClient client = TestClient.connect(carol)) {
            TestClient.Subscription notices = client.subscribe(NOTICES, "since", "0");
            assertThat(texts(notices)).containsExactly("first", "second");
            notices.next();
            notices.next();

            notice(carol, "third");

            JsonNode live = notices.next();
            assertThat(text(live)).isEqualTo("third");
            assertThat(live.path("stream").stringValue()).isEqualTo("notices." + carol.id());
            assertThat(client.received())
                    .filteredOn(frame -> frame.header("subscription").equals(notices.id()))
                    .hasSize(3)
                    .allMatch(frame -> frame.header("destination").equals(NOTICES));
        }
        notice(carol, "fourth");
        try (TestClient again = TestClient.connect(carol)) {
            assertThat(texts(again.subscribe(NOTICES, "since", "3"))).containsExactly("fourth");
        }
    }

    @Test
    void itBeginsWithASnapshot() {
        notice(carol, "first");
        try (TestClient client = TestClient.connect(carol)) {
            JsonNode snapshot = client.subscribe(NOTICES, "snapshot", "true").next();

            assertThat(snapshot.path("head").longValue()).isEqualTo(1);
            assertThat(snapshot.at("/data/unread").intValue()).isEqualTo(2);
        }
    }

    @Test
    void everyConnectionOfTheAccountHearsItAndNobodyElse() {
        TestLogin dan = TestLogin.guest(port);
        try (TestClient phone = TestClient.connect(carol);
                TestClient laptop = TestClient.connect(carol);
                TestClient foreign = TestClient.connect(dan)) {
            TestClient.Subscription onPhone = phone.subscribe(NOTICES);
            TestClient.Subscription onLaptop = laptop.subscribe(NOTICES);
            TestClient.Subscription dans = foreign.subscribe(NOTICES);

            notice(carol, "for Carol");
            broadcaster.signal(
                    streamOf(carol.id()),
                    new Signal("nudge", "notices." + carol.id(), Instant.now(), null, Map.of("soft", true)));

            for (TestClient.Subscription carols : List.of(onPhone, onLaptop)) {
                assertThat(text(carols.next())).isEqualTo("for Carol");
                assertThat(carols.next().path("type").stringValue()).isEqualTo("nudge");
            }
            foreign.sentinel();
            dans.nothingMore();
        }
    }
}
