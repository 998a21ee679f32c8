package io.waybill.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a file holds, and what of it is left when the power is gone. */
final class StoredFileTest {
    private static final int SEEDS = 500;

    @Test
    void what_was_synced_survives_and_of_the_rest_a_prefix_with_a_torn_end() {
        var left = survivors(file -> {
            write(file, "durable");
            file.sync();
            write(file, "lost?");
        });

        assertThat(left).contains("durable", "durablelost?", "durablel", "durablelo", "durablelost");
        assertThat(left).allMatch(text -> text.startsWith("durable") && text.length() <= "durablelost?".length());
        assertThat(left).contains("durable\0", "durablel\0", "durable\0\0\0");
    }

    @Test
    void what_a_failed_sync_dropped_is_gone_although_a_later_one_succeeds() {
        var left = survivors(file -> {
            write(file, "kept");
            file.sync();
            write(file, "drop");
            file.dropUnsynced();
            write(file, "more");
            file.sync();
        });

        assertThat(left).containsExactly("kept\0\0\0\0more");
    }

    @Test
    void what_was_dropped_is_still_read_until_the_power_is_gone() {
        var file = new StoredFile();
        write(file, "drop");
        file.dropUnsynced();

        assertThat(text(file)).isEqualTo("drop");
    }

    @Test
    void what_was_dropped_and_written_again_is_kept() {
        var left = survivors(file -> {
            write(file, "drop");
            file.dropUnsynced();
            file.truncate(0);
            write(file, "kept");
            file.sync();
        });

        assertThat(left).containsExactly("kept");
    }

    @Test
    void a_truncation_that_was_not_synced_may_be_undone() {
        var left = survivors(file -> {
            write(file, "0123456789");
            file.sync();
            file.truncate(6);
            file.truncate(4);
            write(file, "new");
        });

        assertThat(left).contains("0123456789", "0123", "0123n", "0123ne", "0123new");
        assertThat(left).allMatch(text -> text.startsWith("0123"));
    }

    @Test
    void a_truncation_that_was_synced_stays() {
        var left = survivors(file -> {
            write(file, "0123456789");
            file.sync();
            file.truncate(4);
            write(file, "new");
            file.sync();
        });

        assertThat(left).containsExactly("0123new");
    }

    @Test
    void a_truncation_of_what_was_never_synced_loses_no_durable_byte() {
        var left = survivors(file -> {
            write(file, "dur");
            file.sync();
            write(file, "abcdef");
            file.truncate(5);
            file.truncate(1);
        });

        assertThat(left).allMatch(text -> text.startsWith("d")).contains("d", "dur", "durabcdef");
        assertThat(left).doesNotContain("du");
    }

    @Test
    void what_survived_once_is_durable() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var file = new StoredFile();
            write(file, "something");
            file.losePower(Randomness.ofSeed(seed));
            String once = text(file);

            file.losePower(Randomness.ofSeed(seed + 1));

            assertThat(text(file)).isEqualTo(once);
        }
    }

    @Test
    void a_write_beyond_the_end_leaves_zeros_between() {
        var file = new StoredFile();

        file.write(2, ByteBuffer.wrap(new byte[] {'x'}));

        assertThat(text(file)).isEqualTo("\0\0x");
    }

    @Test
    void a_misdirected_write_leaves_zeros_in_its_place_and_itself_elsewhere() {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var file = new StoredFile();
            write(file, "0123");
            file.misdirect(4, ByteBuffer.wrap(new byte[] {'x', 'y'}), Randomness.ofSeed(seed));
            left.add(text(file));
        }

        assertThat(left).containsExactlyInAnyOrder("xy23\0\0", "0xy3\0\0", "01xy\0\0", "012x\0\0");
    }

    @Test
    void one_bit_flips_and_no_more() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var file = new StoredFile();
            write(file, "01234567");
            file.sync();
            write(file, "89");

            file.flipBit(Randomness.ofSeed(seed));

            var bytes = file.read(0, 10);
            int flipped = 0;
            for (int i = 0; i < 10; i++) {
                flipped += Integer.bitCount((bytes.get(i) ^ ('0' + i)) & 0xff);
            }
            assertThat(flipped).isEqualTo(1);
            assertThat(text(file)).endsWith("89");
        }
    }

    @Test
    void a_file_loses_durable_bytes_at_its_end() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var file = new StoredFile();
            write(file, "01234567");
            file.sync();

            file.loseEnd(Randomness.ofSeed(seed));

            assertThat("0123456").startsWith(text(file));
        }
    }

    private static Set<String> survivors(Consumer<StoredFile> story) {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var file = new StoredFile();
            story.accept(file);
            file.losePower(Randomness.ofSeed(seed));
            left.add(text(file));
        }
        return left;
    }

    private static void write(StoredFile file, String text) {
        file.write(file.length(), ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String text(StoredFile file) {
        return StandardCharsets.ISO_8859_1.decode(file.read(0, 1_000)).toString();
    }
}
