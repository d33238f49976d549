package io.stompdesk.account;

import io.stompdesk.kernel.Text;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the names in the store up to the rules of this version of the desk: their skeletons are computed anew, and
 * customers whose names pass for staff by now get a suffix. Runs once per version, page by page.
 */
@Component
final class StoredNames {

    private static final Logger log = LoggerFactory.getLogger(StoredNames.class);
    private static final String KEY = "name rules";
    private static final int PAGE = 1_000;

    private final Writer writer;
    private final Names names;

    StoredNames(Writer writer, Names names) {
        this.writer = writer;
        this.names = names;
    }

    private record Row(String id, String name, String skeleton, boolean staff) {}

    void update() {
        if (writer.submit(transaction -> isUpToDate(transaction.store())).join()) {
            return;
        }
        Set<String> staff = writer.submit(transaction -> staffSkeletons(transaction.store()))
                .join();
        String last = "";
        int seen = 0;
        for (List<Row> page = updatePage(last, staff); !page.isEmpty(); page = updatePage(last, staff)) {
            last = page.getLast().id();
            seen += page.size();
        }
        writer.submit(StoredNames::remember).join();
        log.info("Looked at {} stored names by the rules of this version", seen);
    }

    private static boolean isUpToDate(JdbcClient store) {
        return store.sql("SELECT value FROM desk WHERE name = ?")
                .param(KEY)
                .query(String.class)
                .optional()
                .filter(Skeleton.VERSION::equals)
                .isPresent();
    }

    private static Set<String> staffSkeletons(JdbcClient store) {
        return Set.copyOf(store.sql("SELECT name FROM account WHERE role <> 'CUSTOMER'")
                .query((row, _) -> Skeleton.of(row.getString("name")))
                .list());
    }

    private List<Row> updatePage(String after, Set<String> staff) {
        return writer.submit(transaction -> {
                    List<Row> page = page(transaction.store(), after);
                    page.forEach(row -> update(transaction.store(), row, staff));
                    return page;
                })
                .join();
    }

    private static List<Row> page(JdbcClient store, String after) {
        return store.sql("SELECT id, name, name_skeleton, role FROM account WHERE id > ? ORDER BY id LIMIT ?")
                .params(after, PAGE)
                .query((row, _) -> new Row(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("name_skeleton"),
                        !"CUSTOMER".equals(row.getString("role"))))
                .list();
    }

    private void update(JdbcClient store, Row row, Set<String> staff) {
        boolean passesForStaff =
                !row.staff() && (names.passesForStaff(row.name()) || staff.contains(Skeleton.of(row.name())));
        String name = passesForStaff ? Names.withCustomerSuffix(row.name()) : row.name();
        String skeleton = Skeleton.of(name);
        if (!name.equals(row.name()) || !skeleton.equals(row.skeleton())) {
            store.sql("UPDATE account SET name = ?, name_folded = ?, name_skeleton = ? WHERE id = ?")
                    .params(name, Text.folded(name), skeleton, row.id())
                    .update();
        }
    }

    private static int remember(Transaction transaction) {
        return transaction
                .store()
                .sql("INSERT INTO desk (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
                        + " excluded.value")
                .params(KEY, Skeleton.VERSION)
                .update();
    }
}
