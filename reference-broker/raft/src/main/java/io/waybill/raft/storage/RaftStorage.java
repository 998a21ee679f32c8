package io.waybill.raft.storage;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Probes;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.storage.StateFile.Versioned;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Term, vote, log and snapshot of a member on its disk. Writes become durable in the order in which they were asked
 * for; entries that are asked for while a sync is under way share the next one. An end of the log that is replaced is
 * not truncated: the entry that replaces it is appended, and counts from there on.
 *
 * <p>Any failure of the disk is final: it is passed on once, and nothing is written after it.
 */
public final class RaftStorage {

    /** The most bytes of entries that share a sync. */
    private static final int BATCH_BYTES = 1_048_576;

    private final Disk disk;
    private final Disk.OnFailure failed;
    private final LongConsumer persisted;
    private final Probes.Sometimes tornTail;
    private final Probes.Sometimes ambiguousTail;
    private final Probes.Sometimes sharedSync;
    private final SegmentFiles segments;
    private final ArrayDeque<Write> queue = new ArrayDeque<>();
    private DiskFile[] stateFiles = new DiskFile[0];
    private long stateVersion;
    private int stateSyncs;
    private @Nullable String snapshotName;
    private boolean busy = true;

    /** What is to be written, of which exactly one part is there. */
    private record Write(
            long number,
            @Nullable HardState state,
            @Nullable Entry entry,
            @Nullable SnapshotImage image,
            @Nullable Runnable done) {}

    /**
     * Creates it.
     *
     * @param segmentBytes the size after which the log goes on in a new file
     * @param persisted is told the number of a write once it and all before it are durable
     * @param failed is told that the disk has failed
     */
    public RaftStorage(Disk disk, int segmentBytes, Probes probes, LongConsumer persisted, Disk.OnFailure failed) {
        this.disk = disk;
        this.failed = failed;
        this.persisted = persisted;
        this.tornTail = probes.sometimes("torn tail truncated");
        this.ambiguousTail = probes.sometimes("ambiguous tail abstained for");
        this.sharedSync = probes.sometimes("several entries share a sync");
        this.segments = new SegmentFiles(disk, segmentBytes, probes, failed);
    }

    /** Reads what the disk holds and brings it into order. Ends in {@code done}, {@code corrupt}, or a failure. */
    public void recover(Consumer<Recovered> done, Consumer<CorruptStorageException> corrupt) {
        Recovery.begin(disk, failed, corrupt, recovery -> {
            switch (recovery.tail()) {
                case TORN -> tornTail.hit();
                case AMBIGUOUS -> ambiguousTail.hit();
                case CLEAN -> {}
            }
            var recovered = recovery.recovered();
            var snapshot = recovered.snapshot();
            snapshotName = snapshot == null ? null : SnapshotFile.nameOf(snapshot);
            stateFiles = recovery.stateFiles();
            stateVersion = recovery.stateVersion();
            segments.start(recovery, recovered, () -> {
                busy = false;
                done.accept(recovered);
            });
        });
    }

    /** Makes term and vote durable. */
    public void save(long write, HardState state) {
        queue.add(new Write(write, state, null, null, null));
    }

    /** Makes an entry durable, in place of those that the log has from its index on. */
    public void append(long write, Entry entry) {
        queue.add(new Write(write, null, entry, null, null));
    }

    /** Makes a snapshot of another member durable, in place of the whole log. */
    public void install(long write, SnapshotImage image) {
        queue.add(new Write(write, null, null, image, null));
    }

    /** Makes a snapshot of this member durable, beside the log. */
    public void snapshot(SnapshotImage image, Runnable done) {
        queue.add(new Write(0, null, null, image, done));
    }

    /** Deletes the files that hold only entries before an index, which a durable snapshot stands for. */
    public void dropBefore(long firstIndex) {
        segments.dropBefore(firstIndex);
    }

    /**
     * Begins to write what was asked for. Called at the end of each step, so that what belongs together goes together.
     */
    public void flush() {
        if (busy || queue.isEmpty()) {
            return;
        }
        busy = true;
        var next = queue.remove();
        if (next.state() != null) {
            writeState(next.number(), next.state());
        } else if (next.entry() != null) {
            writeEntries(next.number(), next.entry());
        } else if (next.image() != null) {
            writeSnapshot(next, next.image());
        }
    }

    private void written(long number) {
        busy = false;
        if (number > 0) {
            persisted.accept(number);
        }
        flush();
    }

    private void writeState(long number, HardState state) {
        stateVersion++;
        stateSyncs = stateFiles.length;
        for (DiskFile file : stateFiles) {
            file.append(StateFile.record(new Versioned(stateVersion, state)), () -> {}, failed);
            file.sync(() -> stateSynced(number), failed);
        }
    }

    private void stateSynced(long number) {
        stateSyncs--;
        if (stateSyncs == 0) {
            written(number);
        }
    }

    private void writeEntries(long number, Entry first) {
        int sizeBytes = LogRecord.sizeOf(first);
        long last = number;
        int count = 0;
        for (Write write : queue) {
            if (write.entry() == null || sizeBytes > BATCH_BYTES) {
                break;
            }
            sizeBytes += LogRecord.sizeOf(write.entry());
            last = write.number();
            count++;
        }
        var bytes = ByteBuffer.allocate(sizeBytes);
        segments.note(first);
        LogRecord.write(bytes, first);
        for (int i = 0; i < count; i++) {
            var entry = queue.remove().entry();
            if (entry != null) {
                segments.note(entry);
                LogRecord.write(bytes, entry);
            }
        }
        if (count > 0) {
            sharedSync.hit();
        }
        long lastNumber = last;
        segments.append(bytes.flip(), () -> written(lastNumber));
    }

    private void writeSnapshot(Write write, SnapshotImage image) {
        var name = SnapshotFile.nameOf(image);
        disk.delete(
                SnapshotFile.TEMPORARY,
                () -> disk.open(
                        SnapshotFile.TEMPORARY,
                        file -> {
                            file.append(SnapshotFile.write(image), () -> {}, failed);
                            file.sync(
                                    () -> {
                                        file.close();
                                        disk.rename(
                                                SnapshotFile.TEMPORARY,
                                                name,
                                                () -> disk.syncDirectory(
                                                        () -> snapshotWritten(write, image, name), failed),
                                                failed);
                                    },
                                    failed);
                        },
                        failed),
                failed);
    }

    private void snapshotWritten(Write write, SnapshotImage image, String name) {
        var before = snapshotName;
        snapshotName = name;
        Runnable goOn = () -> {
            var done = write.done();
            if (done == null) {
                segments.begin(image.index(), image.term(), () -> written(write.number()));
            } else {
                done.run();
                written(0);
            }
        };
        if (before == null || before.equals(name)) {
            goOn.run();
        } else {
            disk.delete(before, goOn, failed);
        }
    }
}
