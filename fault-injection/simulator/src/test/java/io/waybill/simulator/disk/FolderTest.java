package io.waybill.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which names there are, and which are left when the power is gone. */
final class FolderTest {
    private static final int SEEDS = 200;

    @Test
    void names_that_were_synced_survive() {
        var left = survivors(folder -> {
            folder.create("a");
            folder.create("b");
            folder.delete("a");
            folder.sync();
        });

        assertThat(left).containsExactly("[b]");
    }

    @Test
    void of_names_that_were_not_synced_any_may_survive() {
        var left = survivors(folder -> {
            folder.create("a");
            folder.create("b");
        });

        assertThat(left).containsExactlyInAnyOrder("[]", "[a]", "[b]", "[a, b]");
    }

    @Test
    void a_rename_that_was_not_synced_leaves_the_old_name_or_the_new_one() {
        var left = survivors(folder -> {
            folder.create("old");
            folder.sync();
            folder.rename("old", "new");
        });

        assertThat(left).containsExactlyInAnyOrder("[old]", "[new]");
    }

    @Test
    void a_file_that_another_replaced_comes_back_with_its_bytes_where_the_rename_is_lost() {
        var contents = new TreeSet<Integer>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var folder = new Folder();
            write(folder.create("final"), 1);
            folder.sync();
            write(folder.create("new"), 2);
            folder.rename("new", "final");
            folder.losePower(Randomness.ofSeed(seed));
            StoredFile file = folder.get("final");
            assertThat(file).isNotNull();
            contents.add((int) file.read(0, 1).get());
        }

        assertThat(contents).isEqualTo(new TreeSet<>(Set.of(1, 2)));
    }

    @Test
    void a_deletion_that_was_not_synced_may_be_undone() {
        var left = survivors(folder -> {
            folder.create("a");
            folder.sync();
            folder.delete("a");
        });

        assertThat(left).containsExactlyInAnyOrder("[]", "[a]");
    }

    @Test
    void names_are_in_order() {
        var folder = new Folder();
        List.of("c", "a", "b").forEach(folder::create);

        assertThat(folder.names()).containsExactly("a", "b", "c");
    }

    private static void write(StoredFile file, int content) {
        file.write(0, ByteBuffer.wrap(new byte[] {(byte) content}));
        file.sync();
    }

    private static Set<String> survivors(Consumer<Folder> story) {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var folder = new Folder();
            story.accept(folder);
            folder.losePower(Randomness.ofSeed(seed));
            left.add(folder.names().toString());
        }
        return left;
    }
}
