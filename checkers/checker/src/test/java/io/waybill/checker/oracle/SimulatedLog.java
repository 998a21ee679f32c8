package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A partition as a correct broker keeps it: append-only, with gaps, a start that moves up, and transactions. */
final class SimulatedLog {

    /** How a transaction really ended, whatever its producer was told. */
    enum Fate {
        OPEN,
        COMMITTED,
        ABORTED
    }

    record Entry(long offset, MessageId message, int transaction) {}

    final int id;
    private final SplittableRandom random;
    private final Map<Integer, Fate> fates;
    private final List<Entry> entries = new ArrayList<>();
    private long end;
    private long start;

    SimulatedLog(int id, SplittableRandom random, Map<Integer, Fate> fates) {
        this.id = id;
        this.random = random;
        this.fates = fates;
        long[] bases = {0, 0, 0, 7, 1L << 31, (1L << 62) - 40};
        start = bases[random.nextInt(bases.length)];
        end = start;
    }

    /** Appends and returns the offset; now and then something invisible goes before. */
    long append(MessageId message, int transaction) {
        if (random.nextInt(6) == 0) {
            mark();
        }
        long offset = end++;
        entries.add(new Entry(offset, message, transaction));
        return offset;
    }

    /** Uses up offsets that nobody is ever handed: a control marker, or what compaction removed. */
    void mark() {
        end += random.nextInt(12) == 0 && end < 1L << 60 ? 1_000_000_000L : 1 + random.nextInt(2);
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Removes what is old and returns where the log starts now. */
    long retain() {
        start = anyPlace();
        return start;
    }

    /** Returns any offset from the log's start to its end, both inclusive. */
    long anyPlace() {
        if (entries.isEmpty() || random.nextInt(4) == 0) {
            return random.nextBoolean() ? start : end;
        }
        return Math.max(start, entries.get(random.nextInt(entries.size())).offset());
    }

    /** Returns up to {@code most} entries from a position on, as the isolation shows them. */
    List<Entry> read(long position, int most, Event.Isolation isolation) {
        List<Entry> batch = new ArrayList<>();
        boolean committed = isolation == Event.Isolation.READ_COMMITTED;
        for (Entry entry : entries) {
            if (entry.offset() < Math.max(position, start)) {
                continue;
            }
            Fate fate = fates.getOrDefault(entry.transaction(), Fate.COMMITTED);
            if (batch.size() == most || (committed && fate == Fate.OPEN)) {
                break;
            }
            if (!committed || fate == Fate.COMMITTED) {
                batch.add(entry);
            }
        }
        return batch;
    }

    /** Returns whether a reader at this position has been shown all that its isolation may be shown, to the end. */
    boolean isEnd(long position, Event.Isolation isolation) {
        boolean open = entries.stream()
                .anyMatch(entry -> entry.offset() >= position
                        && fates.getOrDefault(entry.transaction(), Fate.COMMITTED) == Fate.OPEN);
        boolean stable = isolation == Event.Isolation.READ_UNCOMMITTED || !open;
        return stable && read(position, 1, isolation).isEmpty();
    }

    static Map<Integer, Fate> noTransactions() {
        return new HashMap<>();
    }
}
