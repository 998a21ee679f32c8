package io.waybill.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.world.MemoryDisk;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RaftStorageTest {

    private static final Membership ONE = Membership.of(List.of(0), List.of(), List.of());

    /** A storage on a disk whose operations complete when the test says so. */
    private static final class Opened implements Probes {
        final ArrayDeque<Runnable> pending = new ArrayDeque<>();
        final RaftStorage storage;
        Recovered found;
        CorruptStorageException corrupt;
        long persisted;
        private long write;

        Opened(MemoryDisk disk, int segmentBytes) {
            storage = new RaftStorage(
                    disk.of(pending::add), segmentBytes, this, number -> persisted = number, failure -> {
                        throw new AssertionError(failure);
                    });
            storage.recover(it -> found = it, it -> corrupt = it);
            run();
        }

        void run() {
            storage.flush();
            while (!pending.isEmpty()) {
                pending.remove().run();
            }
        }

        void append(long index, long term) {
            storage.append(++write, entry(index, term));
        }

        void save(long term, int vote) {
            storage.save(++write, new HardState(term, vote, false, 0));
        }

        List<String> terms() {
            return found.entries().stream()
                    .map(it -> it.term() + ":" + it.index())
                    .toList();
        }

        @Override
        public void always(boolean holds, String id, Supplier<String> detail) {
            assertThat(holds).as(id).isTrue();
        }

        @Override
        public Sometimes sometimes(String id) {
            return () -> {};
        }

        @Override
        public Buggify buggify(String id) {
            return () -> false;
        }
    }

    private static Entry entry(long index, long term) {
        return new Entry(index, term, EntryKind.COMMAND, ByteBuffer.allocate(8).putLong(0, index * 1_000 + term));
    }

    private static Opened written(MemoryDisk disk, int segmentBytes, int count) {
        var opened = new Opened(disk, segmentBytes);
        opened.save(3, 2);
        for (int i = 1; i <= count; i++) {
            opened.append(i, 3);
            opened.run();
        }
        return opened;
    }

    private static MemoryDisk with(Map<String, byte[]> files, String changed, byte[] bytes) {
        var disk = new MemoryDisk();
        files.forEach(disk::put);
        disk.put(changed, bytes);
        return disk;
    }

    @Test
    void what_was_written_is_found_again() {
        var disk = new MemoryDisk();
        written(disk, 10_000, 5);

        var found = new Opened(disk, 10_000).found;

        assertThat(found.entries()).extracting(Entry::index).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(found.entries().get(2)).isEqualTo(entry(3, 3));
        assertThat(found.hardState().term()).isEqualTo(3);
        assertThat(found.hardState().votedFor()).isEqualTo(2);
        assertThat(found.hardState().abstains()).isFalse();
    }

    @Test
    void an_entry_replaces_those_from_its_index_on() {
        var disk = new MemoryDisk();
        var before = written(disk, 100, 5);
        before.append(3, 4);
        before.run();

        assertThat(new Opened(disk, 100).terms()).containsExactly("3:1", "3:2", "4:3");
    }

    @Test
    void entries_that_wait_together_are_durable_together() {
        var disk = new MemoryDisk();
        var opened = new Opened(disk, 10_000);
        for (int i = 1; i <= 20; i++) {
            opened.append(i, 1);
        }

        opened.run();

        assertThat(opened.persisted).isEqualTo(20);
    }

    @Test
    void whatever_a_crash_takes_away_what_was_reported_durable_stays() {
        for (long seed = 0; seed < 300; seed++) {
            var randomness = Randomness.ofSeed(seed);
            var disk = new MemoryDisk();
            var opened = new Opened(disk, 200);
            long term = 0;
            long last = 0;
            for (int life = 0; life < 4; life++) {
                opened.save(++term, 1);
                for (int i = 0; i < 12; i++) {
                    if (randomness.chance(0.2)) {
                        opened.save(++term, 1);
                    } else {
                        opened.append(++last, term);
                    }
                    opened.storage.flush();
                    for (int steps = randomness.nextInt(12); steps > 0 && !opened.pending.isEmpty(); steps--) {
                        opened.pending.remove().run();
                    }
                }
                long durable = opened.persisted;
                long write = opened.write;
                long asked = last;
                disk.crash(randomness);
                opened = new Opened(disk, 200);
                assertThat(opened.corrupt).as("seed %s", seed).isNull();
                long foundLast = opened.found.entries().size();
                // Every write that is not there was after the last durable one.
                assertThat(asked - foundLast).as("seed %s", seed).isLessThanOrEqualTo(write - durable);
                assertThat(opened.found.hardState().abstains())
                        .as("seed %s", seed)
                        .isFalse();
                assertThat(opened.found.hardState().term())
                        .isGreaterThanOrEqualTo(
                                foundLast == 0
                                        ? 0
                                        : opened.found
                                                .entries()
                                                .get((int) foundLast - 1)
                                                .term());
                last = foundLast;
                term = opened.found.hardState().term();
            }
        }
    }

    @Test
    void a_log_that_is_cut_off_at_any_byte_is_found_up_to_its_last_whole_record() {
        var disk = new MemoryDisk();
        written(disk, 10_000, 4);
        var files = disk.files();
        var name = new Segment(1, 0, 0, false).name();
        var whole = files.get(name);
        int record = LogRecord.sizeOf(entry(1, 1));

        for (int length = Segment.HEAD_BYTES; length < whole.length; length++) {
            var found = new Opened(with(files, name, java.util.Arrays.copyOf(whole, length)), 10_000);
            assertThat(found.corrupt).isNull();
            assertThat(found.found.entries()).hasSize((length - Segment.HEAD_BYTES) / record);
        }
    }

    @Test
    void a_flipped_bit_anywhere_in_the_log_is_noticed() {
        var disk = new MemoryDisk();
        written(disk, 10_000, 4);
        var files = disk.files();
        var name = new Segment(1, 0, 0, false).name();
        var whole = files.get(name);
        int lastRecord = whole.length - LogRecord.sizeOf(entry(1, 1));

        for (int bit = 0; bit < whole.length * 8; bit++) {
            var changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            var found = new Opened(with(files, name, changed), 10_000);
            if (bit / 8 < lastRecord) {
                assertThat(found.corrupt).as("bit %s", bit).hasMessageContaining(name);
            } else {
                assertThat(found.found.entries()).as("bit %s", bit).hasSize(3);
                assertThat(found.found.hardState().abstains()).as("bit %s", bit).isTrue();
                assertThat(new Opened(with(files, name, changed), 10_000)
                                .found
                                .hardState()
                                .abstains())
                        .isTrue();
            }
        }
    }

    @Test
    void a_member_goes_on_abstaining_after_another_crash() {
        var disk = new MemoryDisk();
        written(disk, 10_000, 4);
        var name = new Segment(1, 0, 0, false).name();
        var changed = disk.files().get(name);
        changed[changed.length - 1] ^= 1;
        disk.put(name, changed);
        new Opened(disk, 10_000);

        var again = new Opened(disk, 10_000);

        assertThat(again.found.hardState().abstains()).isTrue();
        assertThat(again.found.entries()).hasSize(3);
    }

    @Test
    void a_flipped_bit_in_a_segment_that_is_not_the_last_stops_the_member() {
        var disk = new MemoryDisk();
        written(disk, 100, 9);
        var files = disk.files();
        var name = new Segment(1, 0, 0, false).name();
        var whole = files.get(name);

        for (int bit = 0; bit < whole.length * 8; bit++) {
            var changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(new Opened(with(files, name, changed), 100).corrupt)
                    .as("bit %s", bit)
                    .isNotNull();
        }
    }

    @Test
    void a_flipped_bit_anywhere_in_one_copy_of_the_vote_takes_nothing_back() {
        var disk = new MemoryDisk();
        var opened = written(disk, 10_000, 1);
        opened.save(9, 1);
        opened.run();
        var files = disk.files();

        for (String name : StateFile.NAMES) {
            for (int bit = 0; bit < files.get(name).length * 8; bit++) {
                var changed = files.get(name).clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                var found = new Opened(with(files, name, changed), 10_000).found;
                assertThat(found.hardState().term()).as("%s bit %s", name, bit).isEqualTo(9);
                assertThat(found.hardState().votedFor()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_lost_end_is_noticed_where_the_vote_knows_more() {
        var disk = new MemoryDisk();
        var opened = written(disk, 10_000, 4);
        opened.storage.save(99, new HardState(3, 2, false, 4));
        opened.run();
        var name = new Segment(1, 0, 0, false).name();
        var whole = disk.files().get(name);

        disk.put(name, java.util.Arrays.copyOf(whole, whole.length - LogRecord.sizeOf(entry(1, 1))));

        assertThat(new Opened(disk, 10_000).found.hardState().abstains()).isTrue();
    }

    @Test
    void a_snapshot_lets_the_segments_before_it_go() {
        var disk = new MemoryDisk();
        var opened = written(disk, 100, 12);
        var image = new SnapshotImage(10, 3, ONE, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        opened.storage.snapshot(image, () -> opened.storage.dropBefore(9));
        opened.run();

        var found = new Opened(disk, 100).found;

        assertThat(disk.files().keySet()).doesNotContain(new Segment(1, 0, 0, false).name());
        assertThat(found.snapshot()).isEqualTo(image);
        assertThat(found.entries()).extracting(Entry::index).containsExactly(11L, 12L);
    }

    @Test
    void a_snapshot_of_another_member_replaces_the_log() {
        var disk = new MemoryDisk();
        var opened = written(disk, 100, 5);
        var image = new SnapshotImage(50, 3, ONE, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        opened.storage.install(50, image);
        opened.storage.append(51, entry(51, 3));
        opened.run();

        var found = new Opened(disk, 100);

        assertThat(found.found.snapshot()).isEqualTo(image);
        assertThat(found.terms()).containsExactly("3:51");
        assertThat(opened.persisted).isEqualTo(51);
    }

    @Test
    void a_snapshot_is_whole_or_the_one_before_after_a_crash_at_any_moment() {
        for (int steps = 0; steps < 25; steps++) {
            for (long seed = 0; seed < 20; seed++) {
                var disk = new MemoryDisk();
                var opened = written(disk, 100, 5);
                opened.storage.install(50, new SnapshotImage(50, 3, ONE, ByteBuffer.wrap(new byte[] {1, 2, 3})));
                opened.storage.flush();
                for (int i = 0; i < steps && !opened.pending.isEmpty(); i++) {
                    opened.pending.remove().run();
                }
                boolean durable = opened.persisted == 50;
                disk.crash(Randomness.ofSeed(seed));

                var found = new Opened(disk, 100);

                assertThat(found.corrupt).as("steps %s seed %s", steps, seed).isNull();
                if (durable || found.found.snapshot() != null) {
                    assertThat(found.found.snapshot().index()).isEqualTo(50);
                    assertThat(found.found.entries()).isEmpty();
                } else {
                    assertThat(found.found.entries()).hasSize(5);
                }
            }
        }
    }

    @Test
    void a_damaged_snapshot_stops_the_member() {
        var disk = new MemoryDisk();
        var opened = written(disk, 100, 12);
        var image = new SnapshotImage(10, 3, ONE, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        opened.storage.snapshot(image, () -> opened.storage.dropBefore(9));
        opened.run();
        var files = disk.files();
        var name = SnapshotFile.nameOf(image);

        for (int bit = 0; bit < files.get(name).length * 8; bit++) {
            var changed = files.get(name).clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(new Opened(with(files, name, changed), 100).corrupt).hasMessageContaining(name);
        }
    }

    @Test
    void segments_that_are_gone_stop_the_member() {
        var disk = new MemoryDisk();
        written(disk, 100, 12);
        var files = disk.files();
        files.remove(new Segment(1, 0, 0, false).name());
        var rest = new MemoryDisk();
        files.forEach(rest::put);

        assertThat(new Opened(rest, 100).corrupt).hasMessageContaining("gone");
    }

    @Test
    void a_log_without_a_vote_stops_the_member() {
        var disk = new MemoryDisk();
        written(disk, 100, 2);
        var files = disk.files();
        files.remove(StateFile.NAMES[0]);
        files.remove(StateFile.NAMES[1]);
        var rest = new MemoryDisk();
        files.forEach(rest::put);

        assertThat(new Opened(rest, 100).corrupt).hasMessageContaining("term and the vote");
    }

    @Test
    void names_of_files_sort_as_their_numbers_do() {
        var names = new ArrayList<String>();
        for (long number : new long[] {1, 9, 10, 99, 100}) {
            names.add(new Segment(number, 0, 0, false).name());
        }

        assertThat(names).isSorted();
    }
}
