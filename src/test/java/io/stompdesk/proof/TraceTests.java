package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.bench.DeskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk asks of the kernel, in its order: no RECEIPT leaves before its data was synced. */
@Tag("long")
class TraceTests {

    private static final int MESSAGES = 50;
    private static final Pattern SYNCED = Pattern.compile("f(data)?sync.*= 0$");
    private static final Pattern CHAT_RECEIPT = Pattern.compile("write.*RECEIPT.*receipt-id:r");

    @TempDir Path folder;

    @Test
    void noReceiptLeavesBeforeItsSync() throws Exception {
        Assumptions.assumeTrue(canTrace(), "strace is not here or may not trace");
        Path trace = folder.resolve("trace");
        DeskProcess.Recipe recipe =
                DeskProcess.Recipe.of(
                                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                                Map.of("STOMPDESK_DATA_DIR", folder.resolve("data").toString()))
                        .under(
                                "strace",
                                "-f",
                                "--seccomp-bpf",
                                "-qq",
                                "-s",
                                "120",
                                "-e",
                                "trace=fsync,fdatasync,write,writev",
                                "-o",
                                trace.toString());
        try (DeskProcess desk = recipe.start();
                Writers writer = new Writers(desk.address(), 1)) {
            writer.begin(desk.address());
            writer.awaitReceipts(MESSAGES);
            writer.finish();
        }
        boolean synced = false;
        int receipts = 0;
        for (String call : Files.readAllLines(trace)) {
            if (SYNCED.matcher(call).find()) {
                synced = true;
            } else if (call.contains("chat.message") && call.contains("write")) {
                assertThat(synced).as("synced before: " + call).isTrue();
            } else if (CHAT_RECEIPT.matcher(call).find()) {
                receipts++;
            }
        }
        assertThat(receipts).isGreaterThanOrEqualTo(MESSAGES);
    }

    private static boolean canTrace() throws InterruptedException {
        try {
            Process probe =
                    new ProcessBuilder("strace", "-qq", "-f", "--seccomp-bpf", "true").start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
