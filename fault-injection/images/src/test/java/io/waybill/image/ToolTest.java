package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToolTest {

    private final Path folder;

    ToolTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_tool_that_fails_is_named_with_what_it_said() {
        var command = List.of("sh", "-c", "echo no such module; exit 3");

        assertThatThrownBy(() -> Tool.require(command, Map.of(), folder, Duration.ofMinutes(1)))
                .isInstanceOf(ImageException.class)
                .hasMessage("sh ended with exit code 3: no such module");
    }

    @Test
    void a_tool_that_takes_too_long_is_ended() {
        var command = List.of("sh", "-c", "sleep 1000");

        assertThatThrownBy(() -> Tool.run(command, Map.of(), folder, Duration.ofMillis(50)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("sh was still running");
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 1000"));
    }

    @Test
    void a_tool_that_is_not_there_is_named() {
        var command = List.of("waybill-no-such-tool");

        assertThatThrownBy(() -> Tool.run(command, Map.of(), folder, Duration.ofMinutes(1)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("waybill-no-such-tool");
    }
}
