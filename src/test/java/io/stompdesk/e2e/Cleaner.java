package io.stompdesk.e2e;

import com.microsoft.playwright.Browser;
import io.stompdesk.TestStore;
import org.jspecify.annotations.Nullable;

/** An admin who cleans up after each journey. The page stays open from one journey to the next. */
final class Cleaner {

    private static @Nullable Cleaner last;

    private final Browser browser;
    private final int port;
    private final StaffPage page;

    private Cleaner(Browser browser, int port, StaffPage page) {
        this.browser = browser;
        this.port = port;
        this.page = page;
    }

    static Cleaner at(int port, Stage stage) {
        if (last == null || last.browser != stage.browser() || last.port != port) {
            Person admin = new Person("the cleaner", stage, stage.browser(), port, Look.USUAL);
            StaffPage page = StaffPage.open(admin, "admin");
            page.logsIn(TestStore.ADMIN_PASSWORD);
            page.isConnected();
            last = new Cleaner(stage.browser(), port, page);
        }
        return last;
    }

    /**
     * Resolves every open ticket, and ends the logins of staff who have lost their connection, for whom the desk would
     * wait. A desk of another test context may have closed the connection of this page.
     */
    void solveAll() {
        page.page().evaluate("""
            async () => {
              const { desk, login } = document.querySelector('staff-app').page;
              const { session, commands, connection } = login.space;
              login.space.desk.tryNow();
              await connection.whenReady();
              const enable = async (id, enabled) => fetch(`/api/accounts/${id}`, {
                method: 'PATCH',
                headers: { 'Authorization': `Bearer ${await session.token()}`, 'Content-Type': 'application/json' },
                body: JSON.stringify({ enabled }),
              });
              const here = desk.presence.here.map(({ account }) => account.id);
              for (const id of here) await enable(id, false);
              while (desk.presence.here.length) {
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
              for (const id of here) await enable(id, true);
              for (const status of ['WAITING', 'ACTIVE', 'PAUSED']) {
                const { items } = await session.get(`/api/tickets?status=${status}`);
                for (const { id } of items) await commands.resolve(id);
              }
            }\
            """);
    }
}
