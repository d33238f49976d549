package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.HttpTestClient.Answer;
import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.account.Project;
import io.stompdesk.stream.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@DeskTest(properties = "stompdesk.limits.enabled=false")
class AccountTests {

    private static final String PASSWORD = "a fine long password";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Writer writer;

    HttpTestClient admin;

    @BeforeEach
    void theAdminLogsIn() {
        admin = new HttpTestClient(port);
        admin.admin();
    }

    private static Map<String, Object> wish(String name, String role) {
        return new HashMap<>(Map.of(
                "username", "staff" + PEOPLE.incrementAndGet(), "password", PASSWORD, "name", name, "role", role));
    }

    private static String freshName() {
        return "Person " + PEOPLE.incrementAndGet() + "x";
    }

    @Test
    void anAdminMakesAnAgentWhoBelongsToSupport() {
        Map<String, Object> wish = wish("Ada", "AGENT");
        Answer made = admin.post("/api/accounts", wish);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().propertyNames()).containsExactlyInAnyOrder("id", "name", "role", "projects");
        assertThat(made.body().get("projects").toString()).isEqualTo("[\"support\"]");
        Answer login = new HttpTestClient(port).logIn((String) wish.get("username"), PASSWORD);
        assertThat(login.account()).isEqualTo(made.body());
    }

    @Test
    void anAgentBelongsToTheProjectsGivenAndAnAdminToAll() {
        project("billing");
        Map<String, Object> wish = wish(freshName(), "AGENT");
        wish.put("projects", List.of("billing", "billing"));
        String agent = admin.post("/api/accounts", wish).body().get("id").asString();
        String boss = admin.post("/api/accounts", wish(freshName(), "ADMIN"))
                .body()
                .get("id")
                .asString();

        assertThat(account(agent).projects()).containsExactly("billing");
        assertThat(account(agent).mayWorkIn("billing")).isTrue();
        assertThat(account(agent).mayWorkIn("support")).isFalse();
        assertThat(account(boss).projects()).containsExactly("billing", "support");
        assertThat(account(boss).mayWorkIn("billing")).isTrue();
        assertThat(account(boss).mayWorkIn("nowhere")).isFalse();
        assertThat(accounts.staffOf("billing")).extracting(Account::id).contains(agent, boss);
        assertThat(accounts.staffOf("support"))
                .extracting(Account::id)
                .doesNotContain(agent)
                .contains(boss);
        assertThat(accounts.projects()).contains(new Project("billing", "billing"));
    }

    private Account account(String id) {
        return accounts.find(id).orElseThrow();
    }

    private void project(String id) {
        writer.submit(transaction -> transaction
                        .store()
                        .sql("INSERT INTO project (id, name) VALUES (?, ?)")
                        .params(id, id)
                        .update())
                .join();
    }

    @Test
    void aCustomerBelongsToNoProject() {
        Answer made = admin.post("/api/accounts", wish("Carol", "CUSTOMER"));
        String id = made.body().get("id").asString();

        assertThat(made.body().get("projects").isEmpty()).isTrue();
        assertThat(account(id).mayWorkIn("support")).isFalse();
        assertThat(account(id).isStaff()).isFalse();
        assertThat(accounts.staff()).extracting(Account::id).doesNotContain(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "role     | \"BOSS\"           | INVALID_FIELD  | role",
                "role     | \"agent\"          | INVALID_FIELD  | role",
                "role     | null               | INVALID_FIELD  | role",
                "role     | 1                  | INVALID_FIELD  | role",
                "projects | [\"nowhere\"]      | INVALID_FIELD  | projects",
                "projects | [null]             | INVALID_FIELD  | projects",
                "projects | \"support\"        | INVALID_FIELD  | projects",
                "projects | [1]                | INVALID_FIELD  | projects",
                "username | \"a\"              | INVALID_FIELD  | username",
                "username | \"admin\"          | USERNAME_TAKEN | -",
                "password | \"short\"          | INVALID_FIELD  | password",
                "name     | \"Аdmin\"          | NAME_TAKEN     | -",
                "name     | \"\"               | INVALID_FIELD  | name",
                "id       | \"mine\"           | UNKNOWN_FIELD  | id",
                "guest    | true               | UNKNOWN_FIELD  | guest",
            })
    void aWishIsRefused(String field, String json, String code, String blamed) {
        Map<String, Object> wish = wish(freshName(), "AGENT");
        wish.put(field, tools.jackson.databind.json.JsonMapper.shared().readTree(json));
        Answer answer = admin.post("/api/accounts", wish);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.data().path("field").asString(null)).isEqualTo(blamed);
    }

    @Test
    void projectsOfACustomerAreRefused() {
        Map<String, Object> wish = wish(freshName(), "CUSTOMER");
        wish.put("projects", List.of("support"));

        assertThat(admin.post("/api/accounts", wish).data().get("field").asString())
                .isEqualTo("projects");
    }

    @Test
    void whatIsRefusedLeavesNoAccountBehind() {
        Map<String, Object> wish = wish(freshName(), "AGENT");
        wish.put("projects", List.of("support", "nowhere"));
        admin.post("/api/accounts", wish);

        assertThat(accounts.findByUsername((String) wish.get("username"))).isEmpty();
    }

    @Test
    void onlyAnAdminMakesAccounts() {
        Map<String, Object> agent = wish(freshName(), "AGENT");
        admin.post("/api/accounts", agent);
        HttpTestClient colleague = new HttpTestClient(port);
        colleague.logIn((String) agent.get("username"), PASSWORD);
        HttpTestClient guest = new HttpTestClient(port);
        guest.guest("Gwen");

        assertThat(colleague.post("/api/accounts", wish(freshName(), "ADMIN")).code())
                .isEqualTo("FORBIDDEN");
        assertThat(guest.post("/api/accounts", wish(freshName(), "ADMIN")).code())
                .isEqualTo("FORBIDDEN");
        assertThat(new HttpTestClient(port)
                        .post("/api/accounts", wish(freshName(), "ADMIN"))
                        .code())
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void noCustomerLooksLikeStaffWhoeverWasFirst() {
        HttpTestClient early = new HttpTestClient(port);
        assertThat(early.guest("Alice").status()).isEqualTo(200);
        assertThat(admin.post("/api/accounts", wish("Alice", "AGENT")).status()).isEqualTo(201);

        assertThat(early.get("/api/accounts/me").account().get("name").asString())
                .isEqualTo("Alice (customer)");
        assertThat(new HttpTestClient(port).guest("Alice").code()).isEqualTo("NAME_RESERVED");
        assertThat(new HttpTestClient(port).guest("AIice").code()).isEqualTo("NAME_RESERVED");
        assertThat(new HttpTestClient(port).guest("аlice").code()).isEqualTo("NAME_RESERVED");
        assertThat(early.guest("Alice").code()).isEqualTo("NAME_RESERVED");
        assertThat(admin.post("/api/accounts", wish("ALICE", "AGENT")).code()).isEqualTo("NAME_TAKEN");
        assertThat(admin.post("/api/accounts", wish("Alice", "CUSTOMER")).code())
                .isEqualTo("NAME_RESERVED");
    }
}
