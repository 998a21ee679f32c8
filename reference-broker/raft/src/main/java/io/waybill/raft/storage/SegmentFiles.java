package io.waybill.raft.storage;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Probes;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.Recovered;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The files of the log: appends to the last one, begins another when it is full, and deletes the first ones. */
final class SegmentFiles {

    private static final int TINY = 64;
    /** The highest index in a segment that does not count any more. */
    private static final long VOID = -1;

    private final Disk disk;
    private final int segmentBytes;
    private final Disk.OnFailure failed;
    private final Probes.Sometimes rolled;
    private final Probes.Buggify small;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private @Nullable DiskFile file;
    private long number;
    private long endIndex;
    private long endTerm;
    private long highestIndex;
    private long pendingIndex;
    private long pendingTerm;
    private long pendingHighest;
    private boolean deleting;
    private long firstNeeded;

    /** A segment that is complete: its name and the highest index in it. */
    private record Held(String name, long highestIndex) {}

    SegmentFiles(Disk disk, int segmentBytes, Probes probes, Disk.OnFailure failed) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.failed = failed;
        this.rolled = probes.sometimes("log goes on in another segment");
        this.small = probes.buggify("small segment");
    }

    /** Goes on with what was found, in a new first segment where there was none. */
    void start(Recovery recovery, Recovered recovered, Runnable done) {
        var entries = recovered.entries();
        number = recovery.lastNumber();
        endIndex = entries.isEmpty()
                ? recovered.baseIndex()
                : entries.get(entries.size() - 1).index();
        endTerm = entries.isEmpty()
                ? recovered.baseTerm()
                : entries.get(entries.size() - 1).term();
        var segments = recovery.segments();
        if (segments.isEmpty()) {
            begin(endIndex, endTerm, done);
            return;
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            held.add(new Held(segments.get(i).name(), recovery.highest().get(i)));
        }
        number = segments.get(segments.size() - 1).number();
        highestIndex = recovery.highest().get(segments.size() - 1);
        file = recovery.segmentFile();
        done.run();
    }

    /** Notes that an entry is about to be appended. */
    void note(Entry entry) {
        pendingIndex = entry.index();
        pendingTerm = entry.term();
        pendingHighest = Math.max(pendingHighest, entry.index());
    }

    /** Makes the bytes of the entries durable that were noted. */
    void append(ByteBuffer bytes, Runnable done) {
        var current = file;
        if (current == null) {
            throw new IllegalStateException("the log has no segment yet");
        }
        if (current.size() > (small.fires() ? segmentBytes / TINY : segmentBytes)) {
            rolled.hit();
            roll(endIndex, endTerm, false, () -> append(bytes, done));
            return;
        }
        endIndex = pendingIndex;
        endTerm = pendingTerm;
        highestIndex = Math.max(highestIndex, pendingHighest);
        pendingHighest = 0;
        current.append(bytes, () -> {}, failed);
        current.sync(done, failed);
    }

    /** Begins the log anew behind an entry that a durable snapshot ends with. */
    void begin(long index, long term, Runnable done) {
        endIndex = index;
        endTerm = term;
        roll(index, term, true, () -> {
            var before = held.size();
            for (int i = 0; i < before; i++) {
                held.add(new Held(held.remove().name(), VOID));
            }
            dropNext();
            done.run();
        });
    }

    private void roll(long baseIndex, long baseTerm, boolean begins, Runnable done) {
        var before = file;
        if (before != null) {
            held.add(new Held(before.name(), highestIndex));
            before.close();
        }
        number++;
        highestIndex = baseIndex;
        var segment = new Segment(number, baseIndex, baseTerm, begins);
        disk.open(
                segment.name(),
                opened -> {
                    file = opened;
                    // Whole and in the folder before the first entry, so that a damaged head is never taken for a torn
                    // one.
                    opened.append(segment.head(), () -> {}, failed);
                    opened.sync(() -> disk.syncDirectory(done, failed), failed);
                },
                failed);
    }

    void dropBefore(long firstIndex) {
        firstNeeded = Math.max(firstNeeded, firstIndex);
        dropNext();
    }

    private void dropNext() {
        var first = held.peek();
        if (deleting || first == null || first.highestIndex() >= firstNeeded) {
            return;
        }
        deleting = true;
        held.remove();
        disk.delete(
                first.name(),
                () -> {
                    deleting = false;
                    dropNext();
                },
                failed);
    }
}
