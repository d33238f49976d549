package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.stream.Writer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names that an older desk has stored, under rules that were weaker. */
@Tag("store")
@DeskTest
class StoredNamesTests {

    @Autowired
    private StoredNames storedNames;

    @Autowired
    private Writer writer;

    @Autowired
    private JdbcClient reads;

    private String staff;
    private String lookAlike;
    private String claiming;
    private String renamed;
    private String honest;

    @BeforeEach
    void anOlderDeskHasStored() {
        staff = store("Zoë Mark", "AGENT");
        lookAlike = store("Zoe Mark", "CUSTOMER");
        claiming = store("Ada – Support ✓", "CUSTOMER");
        renamed = store("Support (customer)", "CUSTOMER");
        honest = store("Søren", "CUSTOMER");
    }

    private String store(String name, String role) {
        String id = OpaqueId.make();
        return writer.submit(transaction -> {
                    transaction
                            .store()
                            .sql("INSERT INTO account (id, name, name_folded, name_skeleton, role, guest, disabled,"
                                    + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                            .params(id, name, name, "of older rules", role, false, false, 1L)
                            .update();
                    transaction
                            .store()
                            .sql("DELETE FROM desk WHERE name = 'name rules'")
                            .update();
                    return id;
                })
                .join();
    }

    private Map<String, Object> stored(String id) {
        return reads.sql("SELECT name, name_skeleton FROM account WHERE id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    @Test
    void theyAreBroughtUpToTheRulesOfToday() {
        storedNames.update();

        assertThat(stored(staff))
                .containsEntry("name", "Zoë Mark")
                .containsEntry("name_skeleton", Skeleton.of("Zoë Mark"));
        assertThat(stored(lookAlike))
                .containsEntry("name", "Zoe Mark (customer)")
                .containsEntry("name_skeleton", Skeleton.of("Zoe Mark (customer)"));
        assertThat(stored(claiming)).containsEntry("name", "Ada – Support ✓ (customer)");
        assertThat(stored(renamed)).containsEntry("name", "Support (customer)");
        assertThat(stored(honest)).containsEntry("name", "Søren").containsEntry("name_skeleton", Skeleton.of("Soren"));
    }

    @Test
    void thatHappensOncePerVersion() {
        storedNames.update();
        writer.submit(transaction -> transaction
                        .store()
                        .sql("UPDATE account SET name_skeleton = 'untouched' WHERE id = ?")
                        .param(honest)
                        .update())
                .join();

        storedNames.update();

        assertThat(stored(honest)).containsEntry("name_skeleton", "untouched");
    }
}
