package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import io.waybill.log.epoch.LeaderEpochs;
import io.waybill.log.file.CheckpointFile;
import io.waybill.log.file.LogFailure;
import io.waybill.log.file.LogFiles;
import io.waybill.log.file.OpeningFile;
import io.waybill.log.file.Steps;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerTable;
import io.waybill.log.segment.Segment;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the parts of an open log share: its files and what it knows of them. */
final class LogCore {

    static final String VERSION_LINE = "waybill-log 1";

    final Disk disk;
    final LogFiles files;
    LogSettings settings;
    final List<Segment> segments = new ArrayList<>();
    final ProducerTable producers;
    /** Offsets of the snapshots of producers that are durable. */
    final TreeSet<Long> snapshots = new TreeSet<>();

    final Turns turns = new Turns();
    LeaderEpochs epochs = new LeaderEpochs();
    long logStart;
    /** Everything below was durable when the checkpoint was written that says so. */
    long recoveryPoint;
    /** Reads end here while a truncation is under way. */
    long readLimit = Long.MAX_VALUE;

    /** Whether the log is open, and no longer being opened. */
    boolean serving;

    boolean truncating;
    boolean closing;
    boolean directoryDirty;

    @Nullable
    LogFailure failure;
    /** What the checkpoint says besides start and recovery point: a restart under way, or that the log was closed. */
    String intent = "";

    LogFailure.Listener listener = ignored -> {};

    private final CheckpointFile checkpointFile;
    private final CheckpointFile epochsFile;
    private @Nullable String durableEpochs;
    private @Nullable DiskFailure cause;

    LogCore(Disk disk, LogFiles files, LogSettings settings) {
        this.disk = disk;
        this.files = files;
        this.settings = settings;
        this.producers = new ProducerTable(settings);
        this.checkpointFile = new CheckpointFile(disk, files.checkpoint());
        this.epochsFile = new CheckpointFile(disk, files.epochs());
    }

    /** Behaves otherwise from now on; what is there already stays as it is. */
    void configure(LogSettings changed) {
        settings = changed;
        producers.configure(changed);
    }

    Segment active() {
        return segments.get(segments.size() - 1);
    }

    long logEnd() {
        return active().nextOffset();
    }

    /** Returns the index of the segment that an offset belongs to, the first one for smaller offsets. */
    int segmentOf(long offset) {
        int low = 0;
        int high = segments.size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The disk failed: nothing may be acknowledged any more. */
    void fail(DiskFailure why) {
        if (failure == null) {
            cause = why;
            failure = LogFailure.ofDisk(files.log(), why);
            listener.failed(failure);
        }
    }

    /** Closes the log to everything that changes it. */
    void close() {
        failure = failureOf(LogFailure.Kind.CLOSED, "it was closed in order");
    }

    /** Returns a callback that fails the log and whoever waits. */
    Disk.OnFailure failing(LogFailure.Listener waiter) {
        return why -> {
            fail(why);
            waiter.failed(LogFailure.ofDisk(files.log(), why));
        };
    }

    /** Runs steps; they are done only where the log has not failed elsewhere meanwhile. */
    void run(Steps steps, Runnable done, LogFailure.Listener failed) {
        steps.run(
                () -> {
                    if (failure == null) {
                        done.run();
                    } else {
                        failed.failed(failure);
                    }
                },
                failing(failed));
    }

    /** Takes a turn, unless the log has failed by then; {@code failed} ends the turn. */
    void takeTurn(Consumer<LogFailure.Listener> turn, LogFailure.Listener failed) {
        turns.take(() -> {
            LogFailure.Listener ending = why -> {
                turns.end();
                failed.failed(why);
            };
            if (failure != null) {
                ending.failed(failure);
            } else {
                turn.accept(ending);
            }
        });
    }

    /** Waits until nothing is written on the side. */
    void awaitQuiet(Runnable done, Disk.OnFailure failed) {
        turns.whenQuiet(() -> {
            if (cause != null) {
                failed.failed(cause);
            } else {
                done.run();
            }
        });
    }

    LogFailure failureOf(LogFailure.Kind kind, String detail) {
        return new LogFailure(kind, files.log(), detail);
    }

    /** Adds a new segment at the end; it can be used at once, and its file comes later. */
    void addSegment(long baseOffset, long nowMillis) {
        directoryDirty = true;
        DiskFile file = new OpeningFile(disk, files.of(baseOffset, LogFiles.LOG), () -> {}, this::fail);
        segments.add(new Segment(baseOffset, file, settings.indexIntervalBytes(), nowMillis));
    }

    /** Makes the epochs durable. */
    void writeEpochs(Runnable done, Disk.OnFailure failed) {
        String text = epochs.lines();
        boolean left = serving && settings.has(LogMutant.EPOCHS_NOT_SYNCED);
        if (left || text.equals(durableEpochs)) {
            done.run();
            return;
        }
        epochsFile.write(
                text,
                () -> {
                    durableEpochs = text;
                    done.run();
                },
                failed);
    }

    /** Makes start, recovery point and intent durable. */
    void writeCheckpoint(Runnable done, Disk.OnFailure failed) {
        String text = VERSION_LINE + "\nstart " + logStart + "\nrecovery " + recoveryPoint + "\n" + intent;
        checkpointFile.write(text, done, failed);
    }

    /** Writes the producers as they are now, on the side; {@code done} once that is durable. */
    void writeSnapshot(Runnable done, Disk.OnFailure failed) {
        writeSnapshot(logEnd(), done, failed);
    }

    /** Writes the producers as they are now, which is as they were at an offset. */
    void writeSnapshot(long offset, Runnable done, Disk.OnFailure failed) {
        if (snapshots.contains(offset)) {
            done.run(); // Never over a good one: a crash within would leave none.
            return;
        }
        ByteBuffer bytes = producers.snapshot(offset, epochs.epochOf(offset - 1));
        Runnable durable = () -> {
            snapshots.add(offset);
            done.run();
        };
        writeAside(files.of(offset, LogFiles.SNAPSHOT), bytes, durable, failed);
    }

    /** Writes the index of a segment that takes no more appends, on the side. */
    void writeIndex(Segment segment, Runnable done, Disk.OnFailure failed) {
        List<AbortedTransaction> aborted = new ArrayList<>();
        for (AbortedTransaction one : producers.abortedIn(segment.baseOffset(), Long.MAX_VALUE)) {
            if (one.lastOffset() < segment.nextOffset()) {
                aborted.add(one);
            }
        }
        writeAside(files.of(segment.baseOffset(), LogFiles.INDEX), segment.indexBytes(aborted), done, failed);
    }

    private void writeAside(String name, ByteBuffer bytes, Runnable done, Disk.OnFailure failed) {
        turns.beginWriting();
        DiskFile file = new OpeningFile(disk, name, () -> {}, this::fail);
        file.append(bytes, () -> {}, this::fail);
        new Steps()
                .then(file::sync)
                .thenDo(file::close)
                .then(disk::syncDirectory)
                .thenDo(done)
                .run(turns::endWriting, why -> {
                    fail(why);
                    failed.failed(why);
                    turns.endWriting();
                });
    }

    /** Closes and deletes segments with what belongs to them; not durable before the folder is synced. */
    void dispose(List<Segment> gone, Runnable done, Disk.OnFailure failed) {
        if (gone.isEmpty()) {
            done.run();
            return;
        }
        Runnable one = Steps.afterAll(gone.size(), done);
        for (Segment segment : gone) {
            // A read of nothing is complete when all that was asked before is: then nobody uses the file.
            segment.file()
                    .read(
                            0,
                            0,
                            nothing -> {
                                segment.file().close();
                                long base = segment.baseOffset();
                                new Steps()
                                        .then((next, bad) -> disk.delete(files.of(base, LogFiles.LOG), next, bad))
                                        .then((next, bad) -> disk.delete(files.of(base, LogFiles.INDEX), next, bad))
                                        .run(one, failed);
                            },
                            failed);
        }
    }

    /** Deletes snapshots; not durable before the folder is synced. */
    void deleteSnapshots(Collection<Long> offsets, Runnable done, Disk.OnFailure failed) {
        List<Long> gone = List.copyOf(offsets);
        Steps steps = new Steps();
        for (long offset : gone) {
            snapshots.remove(offset);
            steps.then((next, bad) -> disk.delete(files.of(offset, LogFiles.SNAPSHOT), next, bad));
        }
        steps.run(done, failed);
    }
}
