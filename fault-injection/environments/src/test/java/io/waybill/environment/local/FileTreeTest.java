package io.waybill.environment.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {

    @TempDir
    private Path directory;

    @Test
    void links_go_and_what_they_lead_to_stays() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "kept");
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        FileTree.remove(tree);

        assertThat(tree).doesNotExist();
        assertThat(elsewhere).hasContent("kept");
    }

    @Test
    void a_link_that_leads_nowhere_goes_too() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));

        FileTree.remove(link);

        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void what_is_not_there_is_no_error() throws IOException {
        FileTree.remove(directory.resolve("nothing"));

        assertThat(directory).isEmptyDirectory();
    }
}
