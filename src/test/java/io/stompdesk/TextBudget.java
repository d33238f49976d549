package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.kernel.Refusal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hostile texts, the same in every build, for whatever reads what others have written. Reading one must not take much
 * longer than looking at each of its characters: where each is looked at once for each other one, it takes seconds.
 */
public final class TextBudget {

    private static final int LENGTH = 100_000;
    private static final int TEXTS = 60;
    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final int TRIES = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "\n",
            ",",
            ", ",
            ";",
            ":",
            ".",
            "..",
            "-",
            "_",
            "/",
            "//",
            "\\",
            "%",
            "%2",
            "!",
            "@",
            "a@",
            "=",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            "{\"a\":",
            "[[",
            "0",
            "9",
            "1.",
            "e",
            "x",
            "A",
            "l",
            "i",
            "é",
            "e\u0301",
            "\u0301",
            "\u0316",
            "\u0301\u0316",
            "\ufdfa",
            "ß",
            "ı",
            "я",
            "漢",
            "👩",
            "\u200d",
            "\u202e",
            "\ud83d",
            "\0",
            "Bearer ",
            "eyJ",
            "a.b",
            "admin",
            "Support ",
            "K7Q2",
            "[::1]:",
            "10.0.0.1",
            "https://");

    private TextBudget() {}

    /** Reads each text. A {@link Refusal} is an answer like any other. */
    public static void check(Consumer<String> reader) {
        texts().forEach(text -> {
            Duration cost = cost(() -> read(reader, text));
            assertThat(cost)
                    .as("%s … %s", text.substring(0, 40), text.substring(text.length() - 20))
                    .isLessThan(BUDGET);
        });
    }

    private static void read(Consumer<String> reader, String text) {
        try {
            reader.accept(text);
        } catch (Refusal refused) {
            // the expected answer to most of them
        }
    }

    /** Of the processor, since other programs run here too; the best of three, for the collector's sake. */
    private static Duration cost(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > BUDGET.toNanos(); i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
        }
        return Duration.ofNanos(best);
    }

    private static Stream<String> texts() {
        Random random = new Random(8);
        Stream<String> single = PIECES.stream().map(piece -> "x" + stretch(piece, LENGTH) + "y");
        Stream<String> mixed = IntStream.range(0, TEXTS).mapToObj(_ -> mixed(random));
        return Stream.concat(single, mixed);
    }

    /** A few stretches, each of them a short pattern many times: what an attacker would try. */
    private static String mixed(Random random) {
        int stretches = 1 + random.nextInt(3);
        return IntStream.range(0, stretches)
                .mapToObj(_ -> stretch(pattern(random), LENGTH / stretches) + pattern(random))
                .collect(Collectors.joining());
    }

    private static String pattern(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static String stretch(String pattern, int length) {
        return pattern.repeat(length / pattern.length() + 1);
    }
}
