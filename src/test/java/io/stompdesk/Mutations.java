package io.stompdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a fuzz test on random mutations of its stored inputs, the same ones in every build. */
public final class Mutations {

    private static final Path CORPUS = Path.of("src/test/resources/io/stompdesk");

    private Mutations() {}

    /** @param corpus such as {@code command/FrameFuzzTestsInputs/frames} */
    public static void play(String corpus, int count, Consumer<byte[]> test) {
        Random random = new Random(4);
        List<byte[]> seeds = seeds(CORPUS.resolve(corpus));
        for (int i = 0; i < count; i++) {
            byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
            for (int change = random.nextInt(4); change > 0 && input.length > 0; change--) {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                input[random.nextInt(input.length)] = other.length == 0 || random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : other[random.nextInt(other.length)];
            }
            test.accept(input);
        }
    }

    private static List<byte[]> seeds(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
