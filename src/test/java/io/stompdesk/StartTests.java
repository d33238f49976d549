package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.StartRefused;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the desk as its main method does. Checks what the operator sees of a start, and of one that fails. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    private static final Pattern PASSWORD = Pattern.compile("Log in as admin with ([a-z2-9]{4}(-[a-z2-9]{4}){3})\\R");

    private static final Pattern LATE_PASSWORD = Pattern.compile("Its password is ([a-z2-9]{4}(-[a-z2-9]{4}){3})\\R");

    @TempDir
    Path data;

    private ConfigurableApplicationContext start(String... settings) {
        return start(0, settings);
    }

    private ConfigurableApplicationContext start(int port, String... settings) {
        Stream<String> own =
                Stream.of("--server.port=" + port, "--stompdesk.data-dir=" + data, "--stompdesk.store.wait-for=0s");
        return SpringApplication.run(
                StompdeskApplication.class,
                Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    }

    @Test
    void theFirstStartSaysWhereTheDeskIsAndShowsThePasswordThatItMade(CapturedOutput output) {
        try (ConfigurableApplicationContext desk = start()) {
            int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            Matcher shown = PASSWORD.matcher(output);

            assertThat(output).contains("http://localhost:" + port + "/", "http://localhost:" + port + "/staff");
            assertThat(shown.find()).isTrue();
            assertThat(new HttpTestClient(port).logIn("admin", shown.group(1)).status())
                    .isEqualTo(200);
            assertThat(output.toString().split(Pattern.quote(shown.group(1)), -1))
                    .hasSize(2);
        }
    }

    @Test
    void thePasswordIsShownInTheFirstStartOnlyAndStaysAsItIs(CapturedOutput output) {
        start().close();
        Matcher shown = PASSWORD.matcher(output);
        assertThat(shown.find()).isTrue();
        String made = shown.group(1);
        try (ConfigurableApplicationContext desk = start("--stompdesk.admin-password=another password")) {
            int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(output.toString().split(Pattern.quote(made), -1)).hasSize(2);
            assertThat(output).contains("Log in as admin with the password of the first start");
            assertThat(new HttpTestClient(port)
                            .logIn("admin", "another password")
                            .status())
                    .isEqualTo(401);
            assertThat(new HttpTestClient(port).logIn("admin", made).status()).isEqualTo(200);
        }
    }

    @Test
    void theDemoHasStaffAndCustomersWithTheDocumentedPassword(CapturedOutput output) {
        start("--stompdesk.demo=true").close();
        try (ConfigurableApplicationContext desk = start("--stompdesk.demo=true")) {
            int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(output)
                    .contains("STOMPDESK_DEMO is on", "staff ada, ben, customers carol, dan, all with demo-password");
            for (String name : new String[] {"ada", "ben", "carol", "dan"}) {
                assertThat(new HttpTestClient(port).logIn(name, "demo-password").status())
                        .isEqualTo(200);
            }
            assertThat(desk.getBean(Accounts.class).staffOf("support")).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stompdesk.admin-password=short",
                "--stompdesk.auth.jwt-secrets=k:short",
                "--stompdesk.origins=*",
                "--stompdesk.realtime.subscriptions=0",
                "--stompdesk.realtime.frame=32KB",
                "--stompdesk.realtime.body=256KB",
                "--stompdesk.realtime.outbound=1KB",
                "--stompdesk.realtime.silence=5s",
                "--stompdesk.realtime.ping=soon",
                "--stompdesk.realtime.snapshot-part=10",
                "--stompdesk.store.readers=0",
                "--stompdesk.presence.grace=-1s",
                "--stompdesk.ticket.pause-limit=0s",
                "--stompdesk.ticket.pause-check=0s",
                "--stompdesk.dashboard.within=soon",
                "--stompdesk.dashboard.every=-1s",
                "--stompdesk.realtime.sweep=often",
                "--stompdesk.realtime.login-sweep=0",
                "--stompdesk.limits.body-bytes=1",
                "--stompdesk.demo=perhaps",
                "--stompdesk.text.text=0",
                "--stompdesk.limits.sends-per-account.burst=0",
                "--stompdesk.writer.batch=0",
                "--stompdesk.store.url=jdbc:h2:mem:x",
                "--stompdesk.store.url=jdbc:postgresql://127.0.0.1:1/desk?user=desk",
            })
    void aStartThatCannotSucceedSaysWhyInOneSentence(String setting) {
        assertThat(sentence(catchThrowable(() -> start(setting).close())))
                .endsWith(".")
                .hasLineCount(1);
    }

    @Test
    void twoDesksDoNotShareADataDirectory() {
        try (ConfigurableApplicationContext desk = start()) {
            assertThat(desk.isRunning()).isTrue();
            assertThat(sentence(catchThrowable(() -> start().close())))
                    .startsWith("Another desk uses the data directory");
        }
        start().close();
    }

    @Test
    void aSettingThatIsWrongIsNamed() {
        assertThat(sentence(catchThrowable(
                        () -> start("--stompdesk.realtime.frame=32KB").close())))
                .startsWith("The setting stompdesk.realtime.frame must be");
        assertThat(sentence(catchThrowable(
                        () -> start("--stompdesk.realtime.ping=soon").close())))
                .startsWith("The setting stompdesk.realtime.ping is not");
        assertThat(sentence(catchThrowable(() ->
                        start("--stompdesk.limits.sends-per-account.burst=0").close())))
                .startsWith("The setting stompdesk.limits.sends-per-account.burst must be");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stompdesk.realtime.ping=soon | stompdesk.realtime.ping is not a duration such as 30s, 10m or 12h: soon.
        stompdesk.realtime.sweep=soon | stompdesk.realtime.sweep is not a duration such as 30s, 10m or 12h: soon.
        stompdesk.realtime.frame=big | stompdesk.realtime.frame is not a size such as 64KB or 1MB: big.
        stompdesk.writer.batch=x | stompdesk.writer.batch is not a whole number: x.
        stompdesk.demo=maybe | stompdesk.demo is not true or false: maybe.
        stompdesk.limits.sends-per-account.burst=0 | stompdesk.limits.sends-per-account.burst must be greater than or equal to 1, not 0.
        stompdesk.presence.grace=-1s | stompdesk.presence.grace must be longer than or equal to 0, not -1s.
        stompdesk.realtime.frame=1B | stompdesk.realtime.frame must be at least 1 KB and at most 16 MB, not 1B.
        stompdesk.auth.logn=1d | stompdesk.auth.logn (did you mean stompdesk.auth.login?) does not exist.
        """)
    void theSentenceShowsTheValueAndTheFormThatIsWanted(String setting, String sentence) {
        assertThat(sentence(catchThrowable(() -> start("--" + setting).close())))
                .isEqualTo("The setting " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"abc, 'is not a whole number: abc.'", "99999, 'must be a port from 0 to 65535, not 99999.'"})
    void aPortThatIsNoneIsNamed(String port, String sentence) {
        Throwable failure =
                catchThrowable(() -> SpringApplication.run(StompdeskApplication.class, "--server.port=" + port));

        assertThat(sentence(failure)).startsWith("The setting server.port").endsWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stompdesk.admin-password", "stompdesk.auth.jwt-secrets", "stompdesk.store.url"})
    void secretsAreNotShown(String setting) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(setting, "hunter2")));

        assertThat(sentence(catchThrowable(() -> binder.bind(setting, Integer.class))))
                .isEqualTo("The setting " + setting + " is not a whole number.");
    }

    @Test
    void aTemporaryFolderThatIsNoneIsNamed() {
        String before =
                System.setProperty("java.io.tmpdir", data.resolve("none").toString());
        try {
            assertThat(sentence(catchThrowable(() -> start().close())))
                    .startsWith("The temporary folder " + data.resolve("none") + " does not exist or is not writable");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void aBrokenConfigurationFileIsNamed() throws IOException {
        Path file = Files.writeString(data.resolve("application.yml"), "stompdesk:\n  name: \"x\n");

        assertThat(sentence(catchThrowable(() ->
                        start("--spring.config.additional-location=" + file).close())))
                .startsWith("The configuration file ")
                .contains("is not valid YAML in line 3: ")
                .hasLineCount(1)
                .endsWith(".");
    }

    /** Such as 17, which Debian calls the default. */
    @Test
    void anOlderJavaIsToldWhichOneIsNeeded() throws Exception {
        try (DataInputStream code = new DataInputStream(Launcher.class.getResourceAsStream("Launcher.class"))) {
            code.skipNBytes(6);
            assertThat(code.readUnsignedShort()).as("class file of Java 17").isEqualTo(61);
        }
        Path older = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");
        assumeThat(older).exists();
        Process start = new ProcessBuilder(older.toString(), "-cp", "target/classes", Launcher.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(start.inputReader().lines())
                .containsExactly("Stompdesk needs Java 25 or later, and this is Java 17.");
        assertThat(start.waitFor()).isEqualTo(1);
    }

    @Test
    void aStartThatFailsLateLocksNobodyOut(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(catchThrowable(() -> start(taken.getLocalPort()).close()))
                    .isNotNull();
        }
        Matcher shown = LATE_PASSWORD.matcher(output);
        assertThat(shown.find()).isTrue();
        try (ConfigurableApplicationContext desk = start()) {
            int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(new HttpTestClient(port).logIn("admin", shown.group(1)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Throwable failure = catchThrowable(() -> start(taken.getLocalPort()).close());

            assertThat(sentence(failure)).contains("Port " + taken.getLocalPort(), "SERVER_PORT");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidToBeNone() throws IOException {
        Files.writeString(data.resolve("stompdesk.db"), "This is a text. ".repeat(100));

        assertThat(sentence(catchThrowable(() -> start().close()))).contains("not a database");
    }

    @Test
    void whatNobodyCanPutRightKeepsItsStackTrace() {
        assertThat(new StartFailureAnalyzer().analyze(new IllegalStateException("a bug")))
                .isNull();
    }

    @Test
    void theDesksOwnSentenceComesBeforeTheDrivers() {
        Throwable failure = new IllegalStateException(new StartRefused("Ours.", new SQLException("theirs")));

        assertThat(sentence(failure)).isEqualTo("Ours.");
    }

    private static String sentence(Throwable failure) {
        FailureAnalysis analysis = new StartFailureAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getAction()).isNull();
        return analysis.getDescription();
    }
}
