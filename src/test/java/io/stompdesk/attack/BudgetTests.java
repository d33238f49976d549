package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.attack.People.Person;
import io.stompdesk.attack.RawStomp.Transport;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/**
 * Sums up what strangers can make the desk keep, from the settings in application.yml. The tables in docs/security.md
 * are what this test computes; if they differ, it prints them.
 */
@AttackTest
class BudgetTests {

    private static final Path DOC = Path.of("docs/security.md");
    private static final long KB = 1024;
    private static final long MB = 1024 * KB;

    /** What each client may use of a budget of memory for itself; see MemoryBudget. */
    private static final long OWN = 16 * KB;

    /** One of several equal parts of a page of events, which is read and sent at a time; see EventLog. */
    private static final long PART = 128 * KB;

    /** A connection that does nothing; HoardingTests#aConnectionHoldsLittle. */
    private static final long IDLE = 64 * KB;

    /** A row with its index entries. */
    private static final long ROW = KB;

    private static final long BYTES_PER_CHARACTER = 4;

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    @Autowired
    private JdbcClient store;

    private final Properties settings = settings();

    private static Properties settings() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("src/main/resources/application.yml"));
        return yaml.getObject();
    }

    private String limit(String name) {
        return settings.get("stompdesk.limits." + name).toString();
    }

    private long number(String name) {
        return Long.parseLong(limit(name));
    }

    private long size(String name) {
        return DataSize.parse(limit(name)).toBytes();
    }

    /** A full bucket, and what flows into it in a day. */
    private long aDay(String rate) {
        Duration per = DurationStyle.detectAndParse(limit(rate + ".per"));
        return number(rate + ".burst") * (1 + Duration.ofDays(1).dividedBy(per));
    }

    private record Row(String what, String account, String address, String all, String limits) {

        String markdown() {
            return "| " + String.join(" | ", what, account, address, all, limits) + " |";
        }
    }

    private static Row memory(String what, long account, long address, long all, String limits) {
        return new Row(what, bytes(account), bytes(address), bytes(all), limits);
    }

    private static String bytes(long bytes) {
        long mb = Math.ceilDiv(bytes, MB);
        return mb == 0 ? "–" : String.format(Locale.ROOT, "%,d MB", mb);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private long sockets() {
        return Long.parseLong(settings.get("server.tomcat.max-connections").toString());
    }

    /** The largest frame: the snapshot of a long thread of a ticket with a long description. */
    private long largestFrame() {
        long description =
                Long.parseLong(settings.get("stompdesk.text.description").toString());
        return size("thread-bytes") + BYTES_PER_CHARACTER * description;
    }

    private List<Row> atOnce() {
        long perAccount = number("connections-per-account");
        long perAddress = number("connections-per-address");
        long queued = OWN + largestFrame();
        return List.of(
                memory(
                        "memory: connections that do nothing",
                        perAccount * IDLE,
                        perAddress * IDLE,
                        sockets() * IDLE,
                        "`connections-per-account`, `connections-per-address`, `server.tomcat.max-connections`"),
                memory(
                        "memory: frames that clients do not read",
                        perAccount * queued + size("outbound") / 4,
                        perAddress * queued + size("outbound") / 4,
                        sockets() * queued + size("outbound"),
                        "the same, `outbound`, `thread-bytes`"),
                memory(
                        "memory: frames that clients do not finish",
                        perAccount * OWN + size("inbound") / 4,
                        perAddress * OWN + size("inbound") / 4,
                        sockets() * OWN + size("inbound"),
                        "the same, `inbound`"),
                memory(
                        "memory: bodies of requests",
                        size("bodies") / 8,
                        size("bodies") / 8,
                        size("bodies"),
                        "`bodies`"),
                memory(
                        "memory: pages of events that clients do not read",
                        number("pages-per-account") * PART,
                        number("requests-per-address") * PART,
                        number("requests") * PART,
                        "`pages-per-account`, `requests-per-address`, `requests`"),
                new Row(
                        "virtual threads: requests",
                        count(number("requests-per-address")),
                        count(number("requests-per-address")),
                        count(number("requests")),
                        "`requests-per-address`, `requests`"),
                new Row(
                        "file descriptors: TCP connections",
                        count(number("tcp-connections-per-address")),
                        count(number("tcp-connections-per-address")),
                        count(sockets()),
                        "`tcp-connections-per-address`, `server.tomcat.max-connections`"));
    }

    private List<Row> inADay() {
        long accounts = aDay("guests-per-address") + aDay("registrations-per-address");
        long logins = aDay("login-attempts-per-address");
        return List.of(
                memory(
                        "disk: tickets, messages, changes, and the replies to their commands",
                        aDay("stored-bytes-per-account"),
                        aDay("stored-bytes-per-address"),
                        0,
                        "`stored-bytes-per-account`, `stored-bytes-per-address`"),
                new Row(
                        "rows: tickets",
                        count(aDay("tickets-per-account")),
                        count(aDay("tickets-per-address")),
                        "–",
                        "`tickets-per-account`, `tickets-per-address`"),
                new Row(
                        "rows: accounts",
                        "–",
                        count(accounts),
                        "–",
                        "`guests-per-address`, `registrations-per-address`"),
                memory("disk: accounts", 0, accounts * ROW, 0, "the same"),
                new Row(
                        "rows: logins with a password, which are deleted a day after they end",
                        count(logins),
                        count(logins),
                        "–",
                        "`login-attempts-per-address`, `logins-per-account`"),
                memory("disk: these logins", logins * ROW, logins * ROW, 0, "the same"));
    }

    private static String table(String head, List<Row> rows) {
        return Stream.concat(
                        Stream.of(
                                "| " + head + " | one account | one address | all | limits |", "|---|---|---|---|---|"),
                        rows.stream().map(Row::markdown))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theTablesSayWhatTheSettingsSumUpTo() throws IOException {
        String section = Files.readString(DOC).replaceFirst("(?s).*\n## What strangers can make", "");
        String tables = section.replaceFirst("(?s)\n## .*", "")
                .lines()
                .filter(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n"));

        assertThat(tables).isEqualTo(table("at once", atOnce()) + "\n" + table("in a day", inADay()));
    }

    /** The smallest heap for which the desk is tested has 512 MB. */
    @Test
    void oneAddressCannotFillTheMemory() {
        assertThat(sumOfMemory(atOnce())).isBetween(1L, 300L);
    }

    /** Texts full of what JSON escapes, names and subjects as long as they may be, and many small commands. */
    @Test
    void noMoreIsStoredThanIsCounted() {
        String subject = "\uD83D\uDD25".repeat(200);
        String quotes = "\"".repeat(10_000);
        Person guest = people.guest("\uD83D\uDD25".repeat(60));
        RateLimiter counter =
                new RateLimiter(new Rate(1_000_000_000, Duration.ofDays(10_000)), TimeMeter.SYSTEM_NANOTIME);
        try (var _ = guards.withoutLimits();
                var _ = guards.replaced("customerRateLimiter", "bytesPerAccount", counter);
                RawStomp customer = people.connect(guest, Transport.WEBSOCKET);
                RawStomp agent = people.connectAgent()) {
            counter.take(guest.id());
            long full = counter.bucket(guest.id()).getAvailableTokens();
            long before = stored();

            String ticket = people.post(
                            "/api/tickets", people.token(guest), Map.of("subject", subject, "description", quotes))
                    .at("/ticket/id")
                    .stringValue();
            for (int i = 0; i < 20; i++) {
                people.tell(customer, "/app/ticket." + ticket + (i % 2 == 0 ? ".resolve" : ".reopen"), "");
            }
            people.pick(agent, ticket);
            for (int i = 0; i < 400; i++) {
                people.tell(customer, "/app/ticket." + ticket + ".chat", ",\"text\":\"x\"");
            }
            for (int i = 0; i < 40; i++) {
                people.tell(
                        customer,
                        "/app/ticket." + ticket + ".chat",
                        ",\"text\":\"" + quotes.replace("\"", "\\\"") + "\"");
            }

            long counted = full - counter.bucket(guest.id()).getAvailableTokens();
            assertThat(stored() - before).isBetween(counted / 10, counted);
        }
    }

    private long stored() {
        return store.sql("SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM"
                        + " pragma_page_size())")
                .query(Long.class)
                .single();
    }

    private static long sumOfMemory(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.what().startsWith("memory"))
                .mapToLong(row -> Long.parseLong(row.address().replaceAll("\\D", "")))
                .sum();
    }

    @Test
    void anAddressStoresNoMoreThanAGigabyteADay() {
        long stored = inADay().stream()
                .filter(row -> row.what().startsWith("disk"))
                .mapToLong(row -> Long.parseLong(row.address().replaceAll("\\D", "")))
                .sum();

        assertThat(stored).isBetween(1L, 1024L);
    }
}
