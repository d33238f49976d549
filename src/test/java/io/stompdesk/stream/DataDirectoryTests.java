package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.StompdeskApplication;
import io.stompdesk.kernel.PrivateFiles;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class DataDirectoryTests {

    @Test
    void memoryIsNoFolder() {
        Path memory = Path.of(":memory:");

        assertThatThrownBy(() -> DataDirectory.open(memory)).isInstanceOf(StartRefused.class);
        assertThat(memory).doesNotExist();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void onlyItsOwnerReadsADesksFiles(@TempDir Path parent) throws Exception {
        Path data = parent.resolve("a/data");
        try (ConfigurableApplicationContext desk = start(data)) {
            assertThat(desk.isRunning()).isTrue();
            assertThat(mode(data)).isEqualTo("rwx------");
            for (String file :
                    List.of("stompdesk.db", "stompdesk.db-wal", "stompdesk.db-shm", "stompdesk.lock", "jwt-secret")) {
                assertThat(mode(data.resolve(file))).as(file).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void whatAnOlderDeskLeftOpenIsClosed(@TempDir Path parent) throws Exception {
        Path data = parent.resolve("data");
        start(data).close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String file : List.of("stompdesk.db", "stompdesk.lock", "jwt-secret")) {
            Files.setPosixFilePermissions(data.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
        }

        start(data).close();

        assertThat(mode(data)).isEqualTo("rwx------");
        for (String file : List.of("stompdesk.db", "stompdesk.lock", "jwt-secret")) {
            assertThat(mode(data.resolve(file))).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void aFolderThatHoldsOtherThingsKeepsItsPermissions(@TempDir Path parent, CapturedOutput output) throws Exception {
        Path home = Files.createDirectory(parent.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "of somebody else");

        start(home).close();

        assertThat(mode(home)).isEqualTo("rwxr-xr-x");
        assertThat(mode(home.resolve("stompdesk.db"))).isEqualTo("rw-------");
        assertThat(output).contains("has files that are not the desk's");
    }

    /** A zip file as a file system has no permissions to set. */
    @Test
    void wherePermissionsCannotBeSetThereIsAWarning(@TempDir Path parent, CapturedOutput output) throws Exception {
        try (FileSystem archive = FileSystems.newFileSystem(parent.resolve("disk.zip"), Map.of("create", "true"))) {
            Path file = archive.getPath("/stompdesk.db");
            PrivateFiles.createFile(file);
            PrivateFiles.restrict(file);
        }
        assertThat(output).contains("its permissions cannot be set to rw-------");
    }

    private static ConfigurableApplicationContext start(Path data) {
        return SpringApplication.run(
                StompdeskApplication.class,
                "--server.port=0",
                "--stompdesk.data-dir=" + data,
                "--stompdesk.store.url=");
    }
}
