package io.waybill.environment.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

    private static final String NOBODY = "4194304-1-1";

    @TempDir
    private Path base;

    @Test
    void the_mark_of_an_owner_is_removed_last_so_that_half_a_removal_can_be_ended_by_another() throws IOException {
        Path workspace = Files.createDirectory(base.resolve(NOBODY));
        for (String name : new String[] {"owner", "n1.properties", "z", "a"}) {
            Files.createFile(workspace.resolve(name));
        }
        Files.createFile(Files.createDirectory(workspace.resolve("n1")).resolve("owner"));

        assertThat(Workspace.inOrderOfRemoval(workspace))
                .extracting(entry -> entry.getFileName().toString())
                .containsExactly("a", "n1", "n1.properties", "z", "owner");
        assertThat(Workspace.isAbandoned(workspace)).isTrue();
        Workspace.removeAbandoned(workspace);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void what_was_kept_on_purpose_stays() throws IOException {
        Path kept = Files.createDirectory(base.resolve(NOBODY));
        Files.createFile(kept.resolve("n1.properties"));

        Workspace.removeAbandoned(kept);

        assertThat(kept.resolve("n1.properties")).exists();
    }
}
