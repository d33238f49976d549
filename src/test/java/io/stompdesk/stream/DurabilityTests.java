package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** The desk refuses to start on a store that is not durable. */
class DurabilityTests {

    /** A database in memory has no write-ahead log. */
    @Test
    void aDatabaseThatIsNotWrittenToDiskEndsTheStart() {
        SqliteStore store = new SqliteStore(Path.of(":memory:"), 1);

        assertThatThrownBy(store::openForWriting)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("does not store durably");
    }

    @Test
    void aWriterDoesNotStartOnIt() {
        Store store = new SqliteStore(Path.of(":memory:"), 1);
        Writer writer = new Writer(
                new WriterSettings(10, 10),
                new WriteSession(store, new JsonMapper(), java.time.Clock.systemUTC()),
                new CommitDispatcher(new StaticListableBeanFactory().getBeanProvider(CommitListener.class)));

        assertThatThrownBy(writer::start).isInstanceOf(StartRefused.class);
    }

    @Test
    void aStoreThatCannotBeOpenedEndsTheStartWithASentence(@TempDir Path folder) {
        Store store = new SqliteStore(folder.resolve("no/such/folder/test.db"), 1);
        WriteSession session = new WriteSession(store, new JsonMapper(), java.time.Clock.systemUTC());

        assertThatThrownBy(session::open)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The store cannot be opened: ");
    }
}
