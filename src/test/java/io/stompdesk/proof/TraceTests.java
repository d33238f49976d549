package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.Machine;
import io.stompdesk.bench.DeskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the order of the desk's system calls: no part of a message leaves through a socket before a successful sync
 * that began after the message was written to the log.
 */
class TraceTests {

    private static final int MESSAGES = 50;

    @TempDir
    Path folder;

    @Test
    void noReceiptLeavesBeforeItsSync() throws Exception {
        if (!canTrace()) {
            throw Machine.isMissing("strace is not installed or may not trace.");
        }
        Path file = folder.resolve("trace");
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(
                        List.of(),
                        Map.of("STOMPDESK_DATA_DIR", folder.resolve("data").toString()))
                .startingFast()
                .under(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-qq",
                        "-y",
                        "-s",
                        "8192",
                        "-e",
                        "trace=fsync,fdatasync,write,writev,pwrite64,pwritev",
                        "-o",
                        file.toString());
        List<String> receipted;
        try (DeskProcess desk = recipe.start();
                Writers writers = new Writers(desk.address(), 4)) {
            writers.begin(desk.address());
            writers.awaitReceipts(MESSAGES);
            writers.finish();
            receipted = writers.receipted();
            desk.halt();
        }
        Trace trace = new Trace(receipted);
        Files.readAllLines(file, java.nio.charset.StandardCharsets.ISO_8859_1).forEach(trace::call);
        assertThat(trace.receipted).containsExactlyInAnyOrderElementsOf(receipted);
    }

    private static boolean canTrace() throws InterruptedException {
        try {
            Process probe = new ProcessBuilder("strace", "-qq", "-f", "--seccomp-bpf", "true").start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Follows the messages through the output of {@code strace -f -y}, which has one call per line. */
    private static final class Trace {

        private static final Pattern UUID =
                Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((\\d+)<([^>]*)>(.*)$");
        private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. f(?:data)?sync resumed>.*= 0$");

        private final Set<String> known;
        private final Set<String> written = new HashSet<>();
        private final Map<String, Set<String>> syncing = new HashMap<>();
        private final Set<String> synced = new HashSet<>();
        private final Map<String, String> replied = new HashMap<>();
        private final Set<String> receipted = new HashSet<>();

        Trace(Collection<String> known) {
            this.known = Set.copyOf(known);
        }

        void call(String line) {
            Matcher resumed = RESUMED.matcher(line);
            Matcher call = CALL.matcher(line);
            if (resumed.matches()) {
                synced.addAll(syncing.getOrDefault(resumed.group(1), Set.of()));
            } else if (call.matches()) {
                boolean log = call.group(4).endsWith(".db-wal");
                if (log && call.group(2).endsWith("sync")) {
                    sync(call.group(1), call.group(5));
                } else if (log) {
                    written.addAll(messagesIn(line));
                } else if (call.group(4).startsWith("socket:")) {
                    sent(call.group(3), line);
                }
            }
        }

        private void sync(String thread, String rest) {
            syncing.put(thread, Set.copyOf(written));
            if (rest.endsWith("= 0")) {
                synced.addAll(written);
            }
        }

        /** On each socket, the RECEIPT of a command follows its reply. */
        private void sent(String socket, String line) {
            for (String id : messagesIn(line)) {
                assertThat(synced).as("what was synced before: " + line).contains(id);
                replied.put(socket, id);
            }
            if (line.contains("RECEIPT\\nreceipt-id:") && replied.containsKey(socket)) {
                receipted.add(replied.get(socket));
            }
        }

        private List<String> messagesIn(String line) {
            return UUID.matcher(line)
                    .results()
                    .map(found -> found.group())
                    .filter(known::contains)
                    .toList();
        }
    }
}
