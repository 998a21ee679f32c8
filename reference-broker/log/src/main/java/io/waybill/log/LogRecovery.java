package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.log.epoch.LeaderEpochs;
import io.waybill.log.exchange.RecoveryReport;
import io.waybill.log.file.CheckpointFile;
import io.waybill.log.file.LogFailure;
import io.waybill.log.file.LogFiles;
import io.waybill.log.file.Renewal;
import io.waybill.log.file.Steps;
import io.waybill.log.producer.ProducerTable;
import io.waybill.log.segment.Segment;
import io.waybill.log.segment.SegmentIndex;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a log as a crash, or a close, has left it.
 *
 * <p>What a crash may have done: the end of a file that was not synced is gone, its last piece perhaps torn; and what
 * was created or deleted since the folder was synced is or is not there. So above the recovery point a batch that is
 * not sound, with nothing sound behind it, ends the log. Everything else is no crash: the log is corrupt, nothing is
 * changed, and whoever opens it is told where.
 */
final class LogRecovery {

    private final LogCore core;
    private final long nowMillis;
    private final BiConsumer<LogCore, RecoveryReport> done;
    private final LogFailure.Listener failed;
    private final List<Segment> found = new ArrayList<>();
    private final List<SegmentIndex.@Nullable Stored> indexes = new ArrayList<>();
    private final List<Long> bases = new ArrayList<>();
    private final List<Segment> dropped = new ArrayList<>();
    private List<String> files = List.of();
    private StoredCheckpoint checkpoint = StoredCheckpoint.NEW;
    private boolean epochsLost;
    private boolean ended;
    private boolean producersIncomplete;
    /** Index of the first segment whose batches must be read, not only their index. */
    private int scanFrom;

    private @Nullable RecoveryScan scan;

    LogRecovery(
            Disk disk,
            String name,
            LogSettings settings,
            long nowMillis,
            BiConsumer<LogCore, RecoveryReport> done,
            LogFailure.Listener failed) {
        this.core = new LogCore(disk, new LogFiles(name), settings);
        this.nowMillis = nowMillis;
        this.done = done;
        this.failed = failed;
    }

    void run() {
        new Steps()
                .then((next, bad) -> core.disk.list(
                        names -> {
                            files = core.files.ours(names);
                            next.run();
                        },
                        bad))
                .then(this::readCheckpoint)
                .then(this::finishRestart)
                .then(this::readEpochs)
                .then(this::findFirst)
                .then(this::openSegments)
                .then(this::readIndexes)
                .then(this::loadProducers)
                .then(this::scanSegments)
                .then(this::deleteStrays)
                .then(this::makeDurable)
                .run(this::finish, this::diskFailed);
    }

    private void diskFailed(DiskFailure why) {
        if (!ended) {
            end(LogFailure.ofDisk(core.files.log(), why));
        }
    }

    private void corrupt(String detail) {
        end(core.failureOf(LogFailure.Kind.CORRUPT, detail));
    }

    private void end(LogFailure failure) {
        ended = true;
        for (Segment segment : found) {
            if (!dropped.contains(segment)) {
                segment.file().close();
            }
        }
        failed.failed(failure);
    }

    private void readCheckpoint(Runnable next, Disk.OnFailure bad) {
        if (!files.contains(core.files.checkpoint())) {
            next.run();
            return;
        }
        CheckpointFile.read(
                core.disk,
                core.files.checkpoint(),
                lines -> {
                    StoredCheckpoint stored = lines == null ? null : StoredCheckpoint.parse(lines);
                    if (stored == null) {
                        corrupt(core.files.checkpoint() + " cannot be read");
                        return;
                    }
                    checkpoint = stored;
                    core.logStart = stored.start();
                    core.recoveryPoint = stored.recovery();
                    next.run();
                },
                bad);
    }

    /** A crash while the log was being emptied: nothing of what was there counts. */
    private void finishRestart(Runnable next, Disk.OnFailure bad) {
        long offset = checkpoint.restart();
        if (offset < 0) {
            next.run();
            return;
        }
        core.intent = "restart " + offset + "\n";
        List<String> gone = new ArrayList<>(files);
        gone.remove(core.files.checkpoint());
        new Steps()
                .then(core.disk::syncDirectory) // Where a process was killed the checkpoint itself may not be durable.
                .then((then, no) -> deleteAll(gone, then, no))
                .then((then, no) -> LogTruncation.startAnew(core, offset, nowMillis, then, no))
                .thenDo(() -> {
                    checkpoint = new StoredCheckpoint(offset, offset, -1, -1, -1);
                    found.addAll(core.segments);
                    files = List.of(core.files.checkpoint());
                })
                .run(next, bad);
    }

    private void deleteAll(List<String> names, Runnable next, Disk.OnFailure bad) {
        Steps steps = new Steps();
        for (String name : names) {
            steps.then((then, no) -> core.disk.delete(name, then, no));
        }
        steps.run(next, bad);
    }

    private void readEpochs(Runnable next, Disk.OnFailure bad) {
        if (!files.contains(core.files.epochs())) {
            next.run();
            return;
        }
        CheckpointFile.read(
                core.disk,
                core.files.epochs(),
                lines -> {
                    LeaderEpochs epochs = lines == null ? null : LeaderEpochs.ofLines(lines);
                    epochsLost = epochs == null;
                    core.epochs = epochs == null ? new LeaderEpochs() : epochs;
                    next.run();
                },
                bad);
    }

    /**
     * Leaves out segments below the log's start: a crash has undone their deletion, perhaps of some and not of others.
     * They were deleted only where the producers are known without them, and so a snapshot says where the log begins.
     */
    private void findFirst(Runnable next, Disk.OnFailure bad) {
        bases.addAll(core.files.offsets(files, LogFiles.LOG));
        int last = bases.size() - 1;
        while (last > 0 && bases.get(last) > core.logStart) {
            last--;
        }
        beginAt(last, next, bad);
    }

    private void beginAt(int number, Runnable next, Disk.OnFailure bad) {
        if (number <= 0) {
            next.run();
            return;
        }
        long base = bases.get(number);
        String snapshot = core.files.of(base, LogFiles.SNAPSHOT);
        if (!files.contains(snapshot)) {
            beginAt(number - 1, next, bad);
            return;
        }
        readWhole(
                snapshot,
                bytes -> {
                    if (ProducerTable.isSnapshot(bytes, base)) {
                        bases.subList(0, number).clear();
                        next.run();
                    } else {
                        beginAt(number - 1, next, bad);
                    }
                },
                bad);
    }

    private void readWhole(String name, Consumer<ByteBuffer> done, Disk.OnFailure bad) {
        core.disk.open(
                name,
                file -> file.read(
                        0,
                        (int) file.size(),
                        bytes -> {
                            file.close();
                            done.accept(bytes.slice());
                        },
                        bad),
                bad);
    }

    private void openSegments(Runnable next, Disk.OnFailure bad) {
        if (!found.isEmpty()) {
            core.segments.clear(); // The scan adds them again.
            next.run();
            return;
        }
        boolean missing = bases.isEmpty() ? core.recoveryPoint > core.logStart : bases.get(0) > core.logStart;
        if (missing) {
            corrupt("the segment of offset " + core.logStart + " is missing");
            return;
        }
        if (bases.isEmpty()) {
            core.addSegment(core.logStart, nowMillis);
            found.addAll(core.segments);
            core.segments.clear();
            next.run();
            return;
        }
        Steps steps = new Steps();
        for (long base : bases) {
            steps.then((then, no) -> core.disk.open(
                    core.files.of(base, LogFiles.LOG),
                    file -> {
                        found.add(new Segment(base, file, core.settings.indexIntervalBytes(), nowMillis));
                        then.run();
                    },
                    no));
        }
        steps.run(next, bad);
    }

    private void readIndexes(Runnable next, Disk.OnFailure bad) {
        Steps steps = new Steps();
        for (Segment segment : found) {
            String name = core.files.of(segment.baseOffset(), LogFiles.INDEX);
            steps.then((then, no) -> {
                if (!files.contains(name)) {
                    indexes.add(null);
                    then.run();
                } else {
                    readWhole(
                            name,
                            bytes -> {
                                indexes.add(segment.readIndex(bytes));
                                then.run();
                            },
                            no);
                }
            });
        }
        steps.run(
                () -> {
                    scanFrom = epochsLost ? 0 : firstToScan();
                    next.run();
                },
                bad);
    }

    private int firstToScan() {
        int first = 0;
        while (first < found.size() && isKnown(first)) {
            first++;
        }
        return first;
    }

    /** Whether a segment is whole without looking: durable as far as its index says, and that as far as it must be. */
    private boolean isKnown(int number) {
        Segment segment = found.get(number);
        SegmentIndex.Stored stored = indexes.get(number);
        if (stored == null || stored.sizeBytes() != segment.file().size()) {
            return false;
        }
        if (number == found.size() - 1) {
            return stored.nextOffset() == checkpoint.cleanEnd() && stored.sizeBytes() == checkpoint.cleanBytes();
        }
        long end = found.get(number + 1).baseOffset();
        return stored.nextOffset() == end && end <= checkpoint.recovery();
    }

    private void loadProducers(Runnable next, Disk.OnFailure bad) {
        boolean nothingToScan = scanFrom == found.size();
        long scanBase =
                nothingToScan ? checkpoint.cleanEnd() : found.get(scanFrom).baseOffset();
        core.epochs.truncateFrom(scanBase);
        core.snapshots.addAll(core.files.offsets(files, LogFiles.SNAPSHOT));
        new ProducerReplay(core)
                .loadNewest(
                        new TreeSet<>(core.snapshots.headSet(scanBase, true)),
                        snapshot -> {
                            producersIncomplete = snapshot < 0 && found.get(0).baseOffset() > 0;
                            beginScan(snapshot, scanBase);
                            next.run();
                        },
                        bad);
    }

    private void beginScan(long snapshot, long scanBase) {
        int from = scanFrom;
        if (snapshot < scanBase) {
            int producersFrom = 0;
            while (producersFrom + 1 < found.size()
                    && found.get(producersFrom + 1).baseOffset() <= snapshot) {
                producersFrom++;
            }
            from = Math.min(scanFrom, producersFrom);
        }
        for (int i = 0; i < scanFrom; i++) {
            SegmentIndex.Stored stored = Objects.requireNonNull(indexes.get(i));
            found.get(i).take(stored);
            if (i < from) {
                core.producers.restoreAborted(stored.aborted());
                core.segments.add(found.get(i));
            }
        }
        scan = new RecoveryScan(
                core, checkpoint, found, indexes, new RecoveryScan.Bounds(from, scanFrom, snapshot), nowMillis);
    }

    private void scanSegments(Runnable next, Disk.OnFailure bad) {
        Objects.requireNonNull(scan).run(next, this::corrupt, bad);
    }

    /** Deletes what belongs to nothing that is left. */
    private void deleteStrays(Runnable next, Disk.OnFailure bad) {
        long end = core.logEnd();
        if (end < Math.max(core.recoveryPoint, core.logStart)) {
            corrupt("it ends at " + end + ", but was durable up to " + core.recoveryPoint);
            return;
        }
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(core.files.checkpoint());
        wanted.add(core.files.epochs());
        TreeSet<Long> bases = new TreeSet<>();
        for (Segment segment : core.segments) {
            bases.add(segment.baseOffset());
            wanted.add(core.files.of(segment.baseOffset(), LogFiles.LOG));
            wanted.add(core.files.of(segment.baseOffset(), LogFiles.SNAPSHOT));
            if (segment != core.active()) {
                wanted.add(core.files.of(segment.baseOffset(), LogFiles.INDEX));
            }
        }
        core.snapshots.retainAll(bases);
        List<String> strays = new ArrayList<>();
        for (String file : files) {
            if (!wanted.contains(file)) {
                strays.add(file);
            }
        }
        dropped.addAll(found);
        dropped.removeAll(core.segments);
        if (strays.isEmpty() && dropped.isEmpty()) {
            next.run();
            return;
        }
        new Steps()
                // What a killed process has renamed may not be durable, and nothing is deleted that it was instead of.
                .then(core.disk::syncDirectory)
                .then((then, no) -> core.dispose(dropped, then, no))
                .then((then, no) -> deleteAll(strays, then, no))
                // Else a crash may bring back a draft that was left, and rename it as if it were one of those below.
                .then(core.disk::syncDirectory)
                .run(next, bad);
    }

    /** A second crash must not take away what this one has left: from here on it is served. */
    private void makeDurable(Runnable next, Disk.OnFailure bad) {
        core.epochs.truncateFrom(core.logEnd());
        core.epochs.truncateBefore(core.logStart);
        core.producers.forgetAbortedBefore(core.logStart);
        if (core.settings.has(LogMutant.PRODUCERS_NOT_REBUILT)) {
            core.producers.clear();
        }
        core.recoveryPoint = core.logEnd();
        // What the scan writes on the side, indexes and snapshots, must be over: a copy of half of it would take its
        // place.
        Steps steps = new Steps().then(core::awaitQuiet);
        // Of what is below the recovery point it is known. What lies above a failed sync may have taken from the disk.
        for (Segment segment : Objects.requireNonNull(scan).scanned()) {
            if (core.segments.contains(segment)) {
                boolean isKnown = segment.nextOffset() <= checkpoint.recovery();
                // Of one that is known, what was cut off may come back in a crash.
                steps.then(isKnown ? segment.file()::sync : (then, no) -> renew(segment, then, no));
            }
        }
        for (long offset : core.snapshots.tailSet(checkpoint.recovery(), true)) {
            steps.then((then, no) -> renew(core.files.of(offset, LogFiles.SNAPSHOT), then, no));
        }
        for (Segment segment : core.segments) {
            String index = core.files.of(segment.baseOffset(), LogFiles.INDEX);
            if (segment.nextOffset() >= checkpoint.recovery() && segment != core.active() && files.contains(index)) {
                steps.then((then, no) -> renew(index, then, no));
            }
        }
        steps.then(core.disk::syncDirectory)
                .then(core::writeEpochs)
                .then(core::writeCheckpoint)
                .run(next, bad);
    }

    private void renew(Segment segment, Runnable next, Disk.OnFailure bad) {
        Renewal.run(
                core.disk,
                segment.file(),
                segment.sizeBytes(),
                core.settings.scanBytes(),
                renewed -> {
                    segment.moveTo(renewed);
                    next.run();
                },
                bad);
    }

    private void renew(String name, Runnable next, Disk.OnFailure bad) {
        core.disk.open(
                name,
                file -> Renewal.run(
                        core.disk,
                        file,
                        file.size(),
                        core.settings.scanBytes(),
                        renewed -> {
                            renewed.close();
                            next.run();
                        },
                        bad),
                bad);
    }

    private void finish() {
        core.directoryDirty = false;
        RecoveryScan ran = Objects.requireNonNull(scan);
        done.accept(
                core,
                new RecoveryReport(
                        checkpoint.isClean(),
                        ran.scannedBytes(),
                        ran.truncatedBytes(),
                        found.size() - core.segments.size(),
                        producersIncomplete));
    }
}
