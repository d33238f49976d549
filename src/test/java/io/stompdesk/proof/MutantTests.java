package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks the promise on purpose. The proof that is named for each mutant must notice. A mutant is a change of the
 * source text. If it no longer matches the source, its test fails.
 */
class MutantTests {

    private static final Path SOURCES = Path.of("src/main/java/io/stompdesk");

    /** The changed source, the proof that must fail, and what it must report. */
    enum Mutant {
        PUBLISH_BEFORE_COMMIT(
                "io.stompdesk.stream.WriterFaultTests#nothingIsPublishedThatWasNotCommitted",
                "Expecting code to raise a throwable",
                new Patch("stream/WriteSession", "        commit();\n        outcomes", "        outcomes"),
                new Patch("stream/WriteSession", "private void commit()", "void commit()"),
                new Patch(
                        "stream/Writer",
                        "dispatcher.publish(session.write(batch));",
                        "dispatcher.publish(session.write(batch)); session.commit();")),
        DEDUPE_OFF(
                "io.stompdesk.stream.WriterFaultTests#theSameCommandAgainHasNoSecondEffect",
                "[1L, 2L, 3L]",
                new Patch("stream/Writer", "new IdempotentChange(key, change)", "change")),
        UNORDERED_ACTIVATION(
                "io.stompdesk.proof.CatchUpTests#eachSeqComesOnceAndInOrderWhileEventsKeepArriving",
                " after ",
                new Patch(
                        "subscription/Subscription",
                        "case OPENING, REPLAYING -> keepPending(event);",
                        "case OPENING, REPLAYING -> { send(broadcast.frameFor(id, destination));"
                                + " keepPending(event); }")),
        SYNCHRONOUS_OFF(
                "io.stompdesk.stream.WriterFaultTests#theWritersConnectionForcesEachCommitToTheDisk",
                "\"0\"",
                new Patch("stream/SqliteStore", "SynchronousMode.FULL", "SynchronousMode.OFF"),
                new Patch("stream/SqliteStore", "FULL = \"2\"", "FULL = \"0\"")),
        /** The same, seen from outside: the desk believes that its commits are durable. */
        SYNCHRONOUS_OFF_TRACED(
                "io.stompdesk.proof.TraceTests#noReceiptLeavesBeforeItsSync",
                "what was synced before",
                new Patch("stream/SqliteStore", "SynchronousMode.FULL", "SynchronousMode.OFF"),
                new Patch("stream/SqliteStore", "FULL = \"2\"", "FULL = \"0\"")),
        /** Often this is the last event of its stream, so no later event reveals the gap. */
        LOSES_A_LIVE_PUSH(
                "io.stompdesk.proof.ModelTests#everyViewEqualsTheStore",
                "everything comes live",
                new Patch(
                        "subscription/StreamBrokerMessageHandler",
                        "instanceof BroadcastMessage broadcast)",
                        "instanceof BroadcastMessage broadcast\n"
                            + "                && (broadcast.event() == null || broadcast.event().position() % 50 !="
                            + " 0))")),
        ANSWERS_FROM_SHARED_HEADERS(
                "io.stompdesk.command.StandaloneControllerTests#anAnswerThatComesWhileSpringFreezesTheHeadersHasItsReceipt",
                "Expected size: 2 but was: 1",
                new Patch(
                        "command/CommandMethodMessageHandler",
                        "MessageBuilder.createMessage(message.getPayload()," + " copy.getMessageHeaders())",
                        "message")),
        FORGETS_THE_LATE(
                "io.stompdesk.stream.WriterTests#aWriterThatStopsLeavesNobodyWithoutAnAnswer",
                "to match given predicate",
                new Patch("stream/Writer", " || cameTooLate(submission)", "")),
        NOT_TAKEN_APART(
                "io.stompdesk.stream.WriterFaultTests#aFullDiskTakesNobodyElsesCommitAlong",
                "The desk cannot store this right now",
                new Patch("stream/WriteSession", """
                                return apply(submission, open);
                            } catch (DataAccessException storeFailed) {
                                throw storeFailed;\
                    """, """
                                    return apply(submission, open);
                                } catch (DataAccessException storeFailed) {
                                    return submission.unstored();\
                        """));

        private final String proof;
        private final String complaint;
        private final List<Patch> patches;

        Mutant(String proof, String complaint, Patch... patches) {
            this.proof = proof;
            this.complaint = complaint;
            this.patches = List.of(patches);
        }
    }

    private record Patch(String type, String from, String to) {}

    @TempDir
    private static Path folder;

    private static ExecutorService two;
    private static Map<Mutant, Future<String>> outputs;

    /** Two at a time, because each mostly waits. */
    @BeforeAll
    static void begin() {
        two = Executors.newFixedThreadPool(2);
        outputs = Arrays.stream(Mutant.values())
                .collect(Collectors.toMap(Function.identity(), mutant -> two.submit(() -> outputOf(mutant))));
    }

    @AfterAll
    static void end() {
        two.shutdownNow();
        two.close();
    }

    private static String outputOf(Mutant mutant) throws Exception {
        Path classes = Files.createDirectory(folder.resolve(mutant.name()));
        compile(patched(mutant, classes), classes);
        return prove(mutant.proof, classes);
    }

    @ParameterizedTest
    @EnumSource
    void theNamedProofNoticesTheMutant(Mutant mutant) throws Exception {
        String output = outputs.get(mutant).get();
        Assumptions.assumeFalse(output.contains("RAN 1 RED 0 SKIPPED 1"), "not provable here");
        assertThat(output).contains("RAN 1 RED 1 SKIPPED 0");
        assertThat(output.substring(output.indexOf("RED "))).as("why it is red").contains(mutant.complaint);
    }

    private static List<File> patched(Mutant mutant, Path folder) throws IOException {
        Map<String, String> sources = new java.util.TreeMap<>();
        for (Patch patch : mutant.patches) {
            String before = sources.get(patch.type);
            if (before == null) {
                before = Files.readString(SOURCES.resolve(patch.type + ".java"));
            }
            assertThat(before).containsOnlyOnce(patch.from);
            sources.put(patch.type, before.replace(patch.from, patch.to));
        }
        List<File> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(Path.of(source.getKey()).getFileName() + ".java");
            Files.writeString(file, source.getValue());
            files.add(file.toFile());
        }
        return files;
    }

    private static void compile(List<File> sources, Path folder) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-parameters",
                                    "-nowarn",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    folder.toString()),
                            null,
                            files.getJavaFileObjectsFromFiles(sources))
                    .call();
            assertThat(compiled).isTrue();
        }
    }

    private static String prove(String proof, Path folder) throws Exception {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // An event that a mutant has lost never arrives.
                        "-Dproof.patience=10",
                        "-cp",
                        folder + File.pathSeparator + System.getProperty("java.class.path"),
                        ProofRun.class.getName(),
                        proof)
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        run.waitFor();
        return output;
    }
}
