package io.waybill.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a node: one node's, one process's, and every life counted. */
final class NodeFolderTest {

    @TempDir
    private Path place;

    @Test
    void every_opening_is_counted_from_0_on() {
        for (int life = 0; life < 3; life++) {
            try (NodeFolder folder = NodeFolder.open(place.resolve("a/b/n1"), "cluster", 1)) {
                assertThat(folder.incarnation()).isEqualTo(life);
                assertThat(folder.files()).isDirectory();
            }
        }
    }

    @Test
    void a_second_node_is_refused_while_the_first_is_there() {
        try (NodeFolder first = NodeFolder.open(place, "cluster", 1)) {
            assertThatThrownBy(() -> NodeFolder.open(place, "cluster", 1))
                    .isInstanceOf(FolderRefusedException.class)
                    .hasMessageContaining("is in use by this process");
            assertThat(first.incarnation()).isZero();
        }

        try (NodeFolder second = NodeFolder.open(place, "cluster", 1)) {
            assertThat(second.incarnation()).isEqualTo(1);
        }
    }

    @Test
    void the_folder_of_another_node_or_cluster_is_refused_and_stays_as_it_was() throws IOException {
        NodeFolder.open(place, "cluster", 1).close();
        String before = Files.readString(place.resolve("meta.properties"));

        assertThatThrownBy(() -> NodeFolder.open(place, "cluster", 2))
                .hasMessageContaining("belongs to node 1 of cluster cluster, not to node 2 of cluster cluster");
        assertThatThrownBy(() -> NodeFolder.open(place, "other", 1))
                .hasMessageContaining("belongs to node 1 of cluster cluster, not to node 1 of cluster other");

        assertThat(Files.readString(place.resolve("meta.properties"))).isEqualTo(before);
        NodeFolder.open(place, "cluster", 1).close();
    }

    @Test
    void files_of_nobody_are_refused() throws IOException {
        NodeFolder.open(place, "cluster", 1).close();
        Files.writeString(place.resolve("files/log"), "x");
        Files.delete(place.resolve("meta.properties"));

        assertThatThrownBy(() -> NodeFolder.open(place, "cluster", 1))
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContaining("has files, but no meta.properties says whose");
    }

    @Test
    void a_nameplate_that_cannot_be_understood_is_refused() throws IOException {
        for (String text : new String[] {
            "",
            "version=2\ncluster.id=cluster\nnode.id=1\nwaybill.starts=1\n",
            "version=1\nnode.id=1\n",
            "version=1\ncluster.id=cluster\nnode.id=x\nwaybill.starts=1\n",
            "version=1\ncluster.id=cluster\nnode.id=1\nwaybill.starts=0\n"
        }) {
            Files.writeString(place.resolve("meta.properties"), text);

            assertThatThrownBy(() -> NodeFolder.open(place, "cluster", 1))
                    .isInstanceOf(FolderRefusedException.class)
                    .hasMessageContaining("meta.properties");
        }
    }

    @Test
    void a_start_that_was_cut_off_while_it_was_counted_leaves_the_count_before() throws IOException {
        NodeFolder.open(place, "cluster", 1).close();
        Files.writeString(place.resolve(".meta.properties.draft"), "version=1\nclus");

        try (NodeFolder folder = NodeFolder.open(place, "cluster", 1)) {
            assertThat(folder.incarnation()).isEqualTo(1);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_refused_with_its_reason() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "");

        assertThatThrownBy(() -> NodeFolder.open(file.resolve("n1"), "cluster", 1))
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContaining("cannot be used");
    }
}
