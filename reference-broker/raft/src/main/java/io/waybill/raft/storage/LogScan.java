package io.waybill.raft.storage;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.storage.LogRecord.Finding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments and tells what a crash leaves behind from what it cannot. Only the end of the last segment may be
 * incomplete: each is synced whole before the next begins.
 */
final class LogScan {

    /** How the log ends. */
    enum Tail {
        /** With a whole record. */
        CLEAN,
        /** With a record that was cut off while it was written, and so was acknowledged to nobody. */
        TORN,
        /**
         * With bytes of full length that are no record: cut off in an unusual way, or durable once and damaged since.
         */
        AMBIGUOUS
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Long> highest = new ArrayList<>();
    private long endIndex;
    private long endTerm;
    private Tail tail = Tail.CLEAN;
    private long validBytes;
    private @Nullable String torn;

    private LogScan() {}

    /**
     * Scans the segments of a log.
     *
     * @param files their contents by name
     * @param snapshot the newest one, if any
     * @throws CorruptStorageException where something is damaged or gone that was durable
     */
    static LogScan of(SortedMap<String, ByteBuffer> files, @Nullable SnapshotImage snapshot) {
        var scan = new LogScan();
        scan.chooseRun(files);
        for (int i = 0; i < scan.segments.size(); i++) {
            var segment = scan.segments.get(i);
            var file = files.get(segment.name());
            if (file != null) {
                scan.read(segment, file, i == 0, i == scan.segments.size() - 1);
            }
        }
        scan.join(snapshot);
        return scan;
    }

    /** Returns the entries behind the snapshot. */
    List<Entry> entries() {
        return entries;
    }

    /** Returns the segments that make up the log, in order; empty where a new one is to begin it. */
    List<Segment> segments() {
        return segments;
    }

    /** Returns the highest index that a segment holds, in the order of {@link #segments}. */
    List<Long> highest() {
        return highest;
    }

    Tail tail() {
        return tail;
    }

    /** Returns the length of the last segment up to where it is whole. */
    long validBytes() {
        return validBytes;
    }

    /** Returns the last segment's name where not even its head is whole, so that it holds nothing; null otherwise. */
    @Nullable
    String torn() {
        return torn;
    }

    /**
     * Finds the segments that count: those behind the last gap in their numbers, from the last one on in which the log
     * begins anew. What is before them was about to be deleted, and a crash may have brought some of it back.
     */
    private void chooseRun(SortedMap<String, ByteBuffer> files) {
        for (var file : files.entrySet()) {
            var name = file.getKey();
            var head = Segment.read(file.getValue());
            if (head == null) {
                boolean last = name.equals(files.lastKey());
                if (!last || file.getValue().limit() > Segment.HEAD_BYTES) {
                    throw new CorruptStorageException(
                            name + " is damaged: its first " + Segment.HEAD_BYTES + " bytes are no head of a segment");
                }
                torn = name;
                continue;
            }
            if (head.number() != Segment.numberOf(name)) {
                throw new CorruptStorageException(
                        name + " must be segment " + Segment.numberOf(name) + ", says that it is " + head.number());
            }
            boolean gap =
                    !segments.isEmpty() && segments.get(segments.size() - 1).number() + 1 != head.number();
            if (gap || head.begins()) {
                segments.clear();
            }
            segments.add(head);
        }
    }

    private void read(Segment segment, ByteBuffer file, boolean first, boolean last) {
        if (first) {
            endIndex = segment.baseIndex();
            endTerm = segment.baseTerm();
        } else if (endIndex != segment.baseIndex() || endTerm != segment.baseTerm()) {
            throw new CorruptStorageException(segment.name() + " must follow entry " + segment.baseTerm() + ":"
                    + segment.baseIndex() + ", but the segment before it ends with " + endTerm + ":" + endIndex);
        }
        long highestIndex = segment.baseIndex();
        int at = Segment.HEAD_BYTES;
        while (at < file.limit()) {
            var finding = LogRecord.look(file, at);
            if (finding != Finding.WHOLE) {
                end(segment.name(), file, at, finding, last);
                break;
            }
            var entry = LogRecord.read(file, at);
            if (entry == null || entry.index() > endIndex + 1 || entry.index() < 1) {
                throw new CorruptStorageException(segment.name() + " at byte " + at + ": after entry " + endIndex
                        + " must come its successor or one that replaces others, came " + entry);
            }
            take(entry);
            highestIndex = Math.max(highestIndex, entry.index());
            at += LogRecord.sizeOf(entry);
        }
        highest.add(highestIndex);
        validBytes = at;
    }

    private void end(String name, ByteBuffer file, int at, Finding finding, boolean last) {
        if (!last) {
            throw new CorruptStorageException(name + " is damaged at byte " + at + " of " + file.limit()
                    + ": no whole record, and later segments");
        }
        if (LogRecord.isWholeBehind(file, at)) {
            throw new CorruptStorageException(name + " is damaged at byte " + at + " of " + file.limit()
                    + ": no whole record, and whole ones behind it");
        }
        tail = finding == Finding.CUT ? Tail.TORN : Tail.AMBIGUOUS;
    }

    /** Takes an entry, in place of those from its index on: that is how a truncated end is written. */
    private void take(Entry entry) {
        while (!entries.isEmpty() && entries.get(entries.size() - 1).index() >= entry.index()) {
            entries.remove(entries.size() - 1);
        }
        entries.add(entry);
        endIndex = entry.index();
        endTerm = entry.term();
    }

    /**
     * Puts the log behind the snapshot. Where the log does not have the snapshot's last entry, it is void: a crash came
     * between the snapshot of another member and the new beginning of the log.
     */
    private void join(@Nullable SnapshotImage snapshot) {
        long snapshotIndex = snapshot == null ? 0 : snapshot.index();
        long snapshotTerm = snapshot == null ? 0 : snapshot.term();
        if (segments.isEmpty()) {
            return;
        }
        var first = segments.get(0);
        if (first.baseIndex() > snapshotIndex) {
            throw new CorruptStorageException(
                    "the log begins behind entry " + first.baseIndex() + " with " + first.name()
                            + ", and the snapshot ends with " + snapshotIndex + ": what is between them is gone");
        }
        boolean follows = first.baseIndex() == snapshotIndex && first.baseTerm() == snapshotTerm;
        for (Entry entry : entries) {
            follows |= entry.index() == snapshotIndex && entry.term() == snapshotTerm;
        }
        if (!follows) {
            entries.clear();
            segments.clear();
            highest.clear();
            return;
        }
        entries.removeIf(entry -> entry.index() <= snapshotIndex);
    }
}
