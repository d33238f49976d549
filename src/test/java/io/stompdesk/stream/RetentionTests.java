package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is deleted with old events, and what is not. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
@Timeout(60)
class RetentionTests {

    private static final StreamName THREAD = new StreamName("thread");
    private static final StreamName QUEUE = new StreamName("queue");
    private static final Actor ADA = new Actor("ada", "Ada", Role.AGENT);

    record NoteAdded(String text) implements EventData {}

    @AutoClose
    private final TestWriter desk = new TestWriter();

    private static CommandKey key() {
        return new CommandKey("ada", UUID.randomUUID(), "f");
    }

    private Reply note(CommandKey key, StreamName... streams) {
        return desk.writer
                .submit(key, transaction -> {
                    for (StreamName stream : streams) {
                        transaction.append(stream, ADA, new NoteAdded("x"));
                    }
                    return transaction.reply("note.added", List.of(transaction.head(THREAD)));
                })
                .join();
    }

    private int delete(StreamName stream, long upTo) {
        return desk.writer
                .submit(transaction -> Retention.deleteEvents(transaction, stream, upTo, 100))
                .join();
    }

    private long remembered() {
        return desk.reads.sql("SELECT count(*) FROM command").query(Long.class).single();
    }

    @Test
    void positionsAndSeqsGoOnAfterTheNewestEventsAreDeleted() {
        note(key(), THREAD);
        note(key(), THREAD);
        long last = desk.log.after(THREAD, 0, 10).getLast().position();

        assertThat(delete(THREAD, 2)).isEqualTo(2);
        note(key(), THREAD);

        StoredEvent next = desk.log.after(THREAD, 0, 10).getFirst();
        assertThat(next.seq()).isEqualTo(3);
        assertThat(next.position()).isGreaterThan(last);
        assertThat(desk.log.extent(THREAD)).isEqualTo(new EventLog.Extent(3, 3));
    }

    @Test
    void aCommandIsRememberedAsLongAsOneOfItsEvents() {
        CommandKey both = key();
        Reply first = note(both, THREAD, QUEUE);
        note(key(), THREAD);

        delete(THREAD, 1);
        assertThat(remembered()).isEqualTo(2);
        assertThat(note(both, THREAD, QUEUE)).isEqualTo(first);

        delete(QUEUE, 1);
        assertThat(remembered()).isEqualTo(1);
        delete(THREAD, 2);
        assertThat(remembered()).isZero();
    }

    @Test
    void aCommandThatLedToNoEventIsForgottenByItsAge() {
        note(key());
        note(key(), THREAD);

        int forgotten = desk.writer
                .submit(transaction -> Retention.deleteCommandsWithoutEvent(
                        transaction, transaction.now().plusSeconds(1)))
                .join();

        assertThat(forgotten).isEqualTo(1);
        assertThat(remembered()).isEqualTo(1);
    }
}
