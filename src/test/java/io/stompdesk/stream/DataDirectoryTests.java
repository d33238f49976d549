package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDirectoryTests {

    @Test
    void memoryIsNoFolder() {
        Path memory = Path.of(":memory:");

        assertThatThrownBy(() -> DataDirectory.open(memory)).isInstanceOf(StartRefused.class);
        assertThat(memory).doesNotExist();
    }
}
