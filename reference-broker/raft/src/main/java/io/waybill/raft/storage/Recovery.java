package io.waybill.raft.storage;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.storage.LogScan.Tail;
import io.waybill.raft.storage.StateFile.Versioned;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the disk into order at a start: reads everything, decides what counts, and writes down that the member
 * abstains before the end of the log that may be lost is cut off.
 */
final class Recovery {

    private static final String SEGMENT_TEMPORARY = "segment.new";

    private final Disk disk;
    private final Disk.OnFailure failed;
    private final Consumer<CorruptStorageException> corrupt;
    private final Consumer<Recovery> done;

    private final TreeMap<String, ByteBuffer> files = new TreeMap<>();
    private final List<String> obsolete = new ArrayList<>();
    private final DiskFile[] stateFiles = new DiskFile[StateFile.NAMES.length];
    private @Nullable LogScan scan;
    private @Nullable SnapshotImage snapshot;
    private Versioned state = new Versioned(0, HardState.INITIAL);
    private long lastNumber;
    private @Nullable DiskFile segmentFile;

    private Recovery(
            Disk disk, Disk.OnFailure failed, Consumer<CorruptStorageException> corrupt, Consumer<Recovery> done) {
        this.disk = disk;
        this.failed = failed;
        this.corrupt = corrupt;
        this.done = done;
    }

    /** Begins; ends in one of the three calls. */
    static void begin(
            Disk disk, Disk.OnFailure failed, Consumer<CorruptStorageException> corrupt, Consumer<Recovery> done) {
        var recovery = new Recovery(disk, failed, corrupt, done);
        disk.list(names -> recovery.readNext(names, 0), failed);
    }

    private void readNext(List<String> names, int at) {
        if (at == names.size()) {
            decide();
            return;
        }
        var name = names.get(at);
        disk.open(
                name,
                file -> file.read(
                        0,
                        Math.toIntExact(file.size()),
                        bytes -> {
                            files.put(name, bytes.slice());
                            file.close();
                            readNext(names, at + 1);
                        },
                        failed),
                failed);
    }

    private void decide() {
        try {
            judge();
        } catch (CorruptStorageException e) {
            corrupt.accept(e);
            return;
        } catch (IllegalArgumentException e) {
            corrupt.accept(new CorruptStorageException("what passed its checksum makes no sense: " + e.getMessage()));
            return;
        }
        writeState(0);
    }

    private void judge() {
        var segments = new TreeMap<String, ByteBuffer>();
        String newest = null;
        for (var file : files.entrySet()) {
            var name = file.getKey();
            if (Segment.isName(name)) {
                segments.put(name, file.getValue());
                lastNumber = Segment.numberOf(name);
            } else if (SnapshotFile.isName(name)) {
                if (newest != null) {
                    obsolete.add(newest);
                }
                newest = name;
            }
        }
        if (newest != null) {
            snapshot = SnapshotFile.read(newest, bytesOf(newest));
        }
        var found = StateFile.later(
                StateFile.latest(bytesOf(StateFile.NAMES[0])), StateFile.latest(bytesOf(StateFile.NAMES[1])));
        if (found == null && (snapshot != null || !segments.isEmpty() || hasWholeState())) {
            throw new CorruptStorageException(
                    "neither " + StateFile.NAMES[0] + " nor " + StateFile.NAMES[1] + " says the term and the vote");
        }
        var scanned = LogScan.of(segments, snapshot);
        for (String name : segments.keySet()) {
            if (scanned.segments().stream().noneMatch(segment -> segment.name().equals(name))) {
                obsolete.add(name);
            }
        }
        scan = scanned;
        state = next(found == null ? state : found, scanned);
    }

    private ByteBuffer bytesOf(String name) {
        return files.getOrDefault(name, ByteBuffer.allocate(0));
    }

    private boolean hasWholeState() {
        return bytesOf(StateFile.NAMES[0]).limit() >= StateFile.RECORD_BYTES
                && bytesOf(StateFile.NAMES[1]).limit() >= StateFile.RECORD_BYTES;
    }

    private Versioned next(Versioned found, LogScan scanned) {
        var hard = found.state();
        // What was durable once and is not there was lost, whatever the end of the log looks like.
        boolean lost = lastIndex(scanned) < hard.durableIndex();
        boolean abstains = hard.abstains() || lost || scanned.tail() == Tail.AMBIGUOUS;
        return new Versioned(
                found.version() + 1, new HardState(hard.term(), hard.votedFor(), abstains, lastIndex(scanned)));
    }

    private long lastIndex(LogScan scanned) {
        var entries = scanned.entries();
        var image = snapshot;
        long base = image == null ? 0 : image.index();
        return entries.isEmpty() ? base : entries.get(entries.size() - 1).index();
    }

    /** Writes each of the two files anew under another name, so that one of them is whole at any time. */
    private void writeState(int at) {
        if (at == stateFiles.length) {
            deleteNext(0);
            return;
        }
        var name = StateFile.NAMES[at];
        var temporary = name + ".new";
        disk.delete(
                temporary,
                () -> disk.open(
                        temporary,
                        file -> {
                            stateFiles[at] = file;
                            file.append(StateFile.record(state), () -> {}, failed);
                            file.sync(
                                    () -> disk.rename(
                                            temporary,
                                            name,
                                            () -> disk.syncDirectory(() -> writeState(at + 1), failed),
                                            failed),
                                    failed);
                        },
                        failed),
                failed);
    }

    private void deleteNext(int at) {
        if (at < obsolete.size()) {
            disk.delete(obsolete.get(at), () -> deleteNext(at + 1), failed);
            return;
        }
        openSegment();
    }

    private void openSegment() {
        var segments = scanned().segments();
        if (segments.isEmpty()) {
            done.accept(this);
            return;
        }
        var name = segments.get(segments.size() - 1).name();
        writeAnew(name, bytesOf(name).slice(0, Math.toIntExact(scanned().validBytes())));
    }

    /**
     * Writes the last segment anew, up to where it is whole, and only then takes it for durable. What was read may be
     * in a cache alone, and after a sync that failed no later sync of the same bytes brings them to the disk (Rebello
     * et al., "Can applications recover from fsync failures?", ATC 2020).
     */
    private void writeAnew(String name, ByteBuffer whole) {
        disk.delete(
                SEGMENT_TEMPORARY,
                () -> disk.open(
                        SEGMENT_TEMPORARY,
                        file -> {
                            file.append(whole, () -> {}, failed);
                            file.sync(
                                    () -> {
                                        file.close();
                                        disk.rename(
                                                SEGMENT_TEMPORARY,
                                                name,
                                                () -> disk.syncDirectory(() -> reopen(name), failed),
                                                failed);
                                    },
                                    failed);
                        },
                        failed),
                failed);
    }

    private void reopen(String name) {
        disk.open(
                name,
                file -> {
                    segmentFile = file;
                    done.accept(this);
                },
                failed);
    }

    private LogScan scanned() {
        var known = scan;
        if (known == null) {
            throw new IllegalStateException("nothing was scanned yet");
        }
        return known;
    }

    /** Returns what the member goes on with. */
    Recovered recovered() {
        var image = snapshot;
        return new Recovered(
                state.state(),
                image,
                image == null ? 0 : image.index(),
                image == null ? 0 : image.term(),
                scanned().entries());
    }

    Tail tail() {
        return scanned().tail();
    }

    DiskFile[] stateFiles() {
        return stateFiles;
    }

    long stateVersion() {
        return state.version();
    }

    /** Returns the segments of the log, the last of which is {@link #segmentFile}. */
    List<Segment> segments() {
        return scanned().segments();
    }

    List<Long> highest() {
        return scanned().highest();
    }

    /** Returns the last segment, open to be appended to; null where there is none. */
    @Nullable
    DiskFile segmentFile() {
        return segmentFile;
    }

    /** Returns the highest number that a segment ever had, as far as there is a trace of it. */
    long lastNumber() {
        return lastNumber;
    }
}
