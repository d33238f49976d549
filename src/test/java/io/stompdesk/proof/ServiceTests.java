package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.bench.DeskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk as a service manager runs it. */
class ServiceTests {

    @TempDir
    private Path folder;

    private DeskProcess.Recipe recipe(String... flags) {
        return DeskProcess.Recipe.of(
                        List.of(flags),
                        Map.of("STOMPDESK_DATA_DIR", folder.resolve("data").toString()))
                .startingFast();
    }

    @Test
    void aStopIsNoFailure() {
        DeskProcess desk = recipe().start();

        desk.stop();

        assertThat(desk.exitValue()).isZero();
    }

    /** What the desk unpacks is in its own folder, since many machines run nothing from the temporary one. */
    @Test
    void nothingRunsFromTheTemporaryFolder() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (DeskProcess desk = recipe("-Djava.io.tmpdir=" + temporary).start()) {
            assertThat(filesBelow(temporary)).noneMatch(ServiceTests::isLibrary);
            assertThat(filesBelow(folder.resolve("data/native"))).anyMatch(ServiceTests::isLibrary);
            desk.kill();
        }
        try (DeskProcess again = recipe().start()) {
            assertThat(again.address()).isNotNull();
            assertThat(filesBelow(folder.resolve("data/native")))
                    .as("what the killed desk left is gone")
                    .filteredOn(ServiceTests::isLibrary)
                    .hasSize(1);
        }
    }

    private static boolean isLibrary(String file) {
        return file.endsWith(System.mapLibraryName("sqlitejdbc"));
    }

    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    /** Nobody can write to {@code /proc}, which has the same effect. */
    @Test
    void aFolderThatRunsNoProgramsIsNamed() {
        assertThatThrownBy(() -> recipe("-Dorg.sqlite.tmpdir=/proc").start())
                .hasMessageContaining("SQLite's native library cannot be loaded from the folder /proc,")
                .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
                .doesNotContain("\tat ");
    }
}
