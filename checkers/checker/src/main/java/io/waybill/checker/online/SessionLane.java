package io.waybill.checker.online;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.anomaly.RetriedDuplicate;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one session in one partition: sends that wait for their delivery and deliveries that wait for their
 * send, side by side in one window.
 *
 * <p>Sequences are dense, so a message is found by an index, and the window moves on as its oldest messages are both
 * sent and handed out. What stays behind too long is remembered as sequences alone.
 */
final class SessionLane {

    /** A message this far behind the newest is late: it is remembered as a sequence alone. */
    private static final int LATE = 1 << 10;

    private static final int MOST_INTERVALS = 1 << 16;
    private static final int MOST_TWICE = 1 << 10;

    /** Hands over a delivery whose message may turn out to be aborted. */
    interface Undecided {
        void add(long transaction, EarlyFinding ifAborted);
    }

    final int session;
    private final int partition;
    private final boolean acknowledging;
    private final boolean idempotent;
    private final AnomalyKind twiceKind;
    private final Slots slots;
    private final Ledger ledger;
    private final Undecided undecided;
    private final HistoryFacts facts;
    private final Window window;
    private final Passed passed;

    /** Below the window: acknowledged and not handed out, though a consumer came by or not. */
    private final SequenceSet overtaken = new SequenceSet();

    private final SequenceSet missing = new SequenceSet();

    /** Below the window: not certain to exist; certainly failed. */
    private final SequenceSet open = new SequenceSet();

    private final SequenceSet failed = new SequenceSet();

    /** Anywhere: handed out, and no send is recorded; and below the window: nothing is recorded. */
    private final SequenceSet unsent = new SequenceSet();

    private final SequenceSet unrecorded = new SequenceSet();

    /** Handed out at a second place before their send was recorded. */
    private final Map<Long, EarlyFinding> twice = new HashMap<>();

    /** Below this sequence too much was left over to be remembered: nothing is said of it any more. */
    private long blindBelow;

    private long latest = -1;
    private long latestOffset = -1;
    private long latestNanos;
    private long waiting;
    private long handed;

    SessionLane(
            int session,
            int partition,
            HistoryFacts facts,
            Slots slots,
            Ledger ledger,
            Undecided undecided,
            Passed passed) {
        this.window = new Window(slots);
        this.passed = passed;
        this.session = session;
        this.partition = partition;
        this.facts = facts;
        this.slots = slots;
        this.ledger = ledger;
        this.undecided = undecided;
        this.acknowledging = facts.isAcknowledging(session);
        this.idempotent = facts.isIdempotent(session, false);
        Event.SessionDefined defined = facts.session(session);
        boolean promised = defined == null || defined.idempotent() || defined.acks() == Event.Acks.UNSPECIFIED;
        this.twiceKind = promised ? DuplicateAppend.KIND : RetriedDuplicate.KIND;
    }

    // ---- sends -------------------------------------------------------------------------------------------------

    void sends(SendColumns sends) {
        boolean simple = acknowledging && !sends.hasTransactions();
        int rows = sends.rows();
        long[] sequences = sends.sequences();
        boolean known = unsent.isEmpty() || !unsent.hasBetween(sequences[0] - rows, sequences[rows - 1] + rows);
        for (int row = 0; row < rows; ) {
            boolean plain = simple && known && twice.isEmpty();
            int done = plain ? settleHanded(sends, row) : 0;
            done = plain && done == 0 ? copy(sends, row) : done;
            if (done == 0) {
                long transaction = sends.hasTransactions() ? sends.transactions()[row] : Event.NONE;
                byte state = stateOf(sends.outcome(row));
                send(sends.sequences()[row], state, sends.offsets()[row], sends.invokeNanos()[row], transaction);
                done = 1;
            }
            row += done;
        }
        moveOn();
    }

    /** Settles the acknowledged rows that were handed out before they were recorded; returns how many follow. */
    private int settleHanded(SendColumns sends, int first) {
        long[] sequences = sends.sequences();
        long[] offsets = sends.offsets();
        long[] invoked = sends.invokeNanos();
        int row = first;
        while (row < sends.rows()
                && sends.outcome(row) == SendColumns.OK
                && window.isHanded(sequences[row], offsets[row], invoked[row])) {
            window.settle(sequences[row]);
            ordered(sequences[row], offsets[row], window.nanos(sequences[row]));
            row++;
        }
        handed -= row - first;
        return row - first;
    }

    /** Takes over as many rows as can be copied; returns how many. */
    private int copy(SendColumns sends, int row) {
        long first = sends.sequences()[row];
        int left = sends.rows() - row;
        if (first < window.base()) {
            return 0;
        }
        if (!window.reaches(first + left - 1)) {
            makeRoom(first + left - 1);
        }
        if (!window.reaches(first)) {
            return 0;
        }
        int copied = window.copy(sends, row, left);
        for (int i = 0; i < copied; i++) {
            byte state = stateOf(sends.outcome(row + i));
            window.state(first + i, state);
            waiting += state == Window.ACKED ? 1 : 0;
        }
        return copied;
    }

    private byte stateOf(byte outcome) {
        if (outcome == SendColumns.FAIL) {
            return Window.FAILED;
        }
        return outcome == SendColumns.OK && acknowledging ? Window.ACKED : Window.OPEN;
    }

    private void send(long sequence, byte state, long offset, long invoked, long transaction) {
        if (sequence < window.base()) {
            sendLate(sequence, state);
            return;
        }
        makeRoom(sequence);
        byte known = window.state(sequence);
        boolean handedBefore = !unsent.isEmpty() && unsent.remove(sequence);
        if (known == Window.HANDED || known == Window.HANDED_COMMITTED) {
            long place = window.offset(sequence);
            long returned = window.nanos(sequence);
            handed--;
            window.put(sequence, state == Window.FAILED ? state : Window.SETTLED, offset, invoked);
            match(sequence, state, offset, invoked, transaction, place, returned, known == Window.HANDED_COMMITTED);
            EarlyFinding again = twice.remove(sequence);
            if (again != null && state != Window.FAILED) {
                ledger.confirm(again);
            }
        } else if (known == Window.EMPTY) {
            window.put(sequence, state, offset, invoked);
            waiting += state == Window.ACKED ? 1 : 0;
            if (transaction >= 0) {
                window.transaction(sequence, transaction);
            }
            if (handedBefore) {
                settle(sequence, state);
            }
        }
    }

    private void sendLate(long sequence, byte state) {
        boolean handedBefore = unsent.remove(sequence);
        if (unrecorded.remove(sequence) && !handedBefore) {
            leave(sequence, state);
        }
    }

    // ---- deliveries --------------------------------------------------------------------------------------------

    /**
     * A message was handed out.
     *
     * @param committed whether its consumer reads only what is committed
     * @param furthest whether nothing was ever handed out at this offset or behind it
     */
    void delivery(long sequence, long offset, long returned, boolean committed, boolean furthest) {
        if (!window.reaches(sequence)) {
            deliveryOutside(sequence, offset, returned, committed, furthest);
            return;
        }
        byte state = window.state(sequence);
        if (state == Window.ACKED && window.offset(sequence) == offset && window.isPlainAt(sequence, returned)) {
            window.settle(sequence);
            waiting--;
            ordered(sequence, offset, returned);
            return;
        }
        switch (state) {
            case Window.EMPTY -> {
                handed++;
                window.put(sequence, committed ? Window.HANDED_COMMITTED : Window.HANDED, offset, returned);
            }
            case Window.ACKED, Window.OPEN, Window.FAILED -> {
                long transaction = window.transaction(sequence);
                long acknowledged = window.offset(sequence);
                long invoked = window.nanos(sequence);
                settle(sequence, state);
                match(sequence, state, acknowledged, invoked, transaction, offset, returned, committed);
            }
            case Window.SETTLED -> again(sequence, offset, returned, furthest);
            default -> {
                if (furthest && twice.size() < MOST_TWICE) {
                    twice.putIfAbsent(sequence, finding(twiceKind, sequence, offset, returned));
                }
            }
        }
    }

    private void deliveryOutside(long sequence, long offset, long returned, boolean committed, boolean furthest) {
        if (sequence >= window.base() + slots.largest()) {
            unsent.add(sequence);
            watchIntervals();
        } else if (sequence >= window.base()) {
            makeRoom(sequence);
            delivery(sequence, offset, returned, committed, furthest);
        } else if (failed.contains(sequence)) {
            ledger.confirm(finding(AbortedRead.KIND, sequence, offset, returned));
        } else if (unrecorded.remove(sequence)) {
            unsent.add(sequence);
        } else if (!missing.remove(sequence)
                && !overtaken.remove(sequence)
                && !open.remove(sequence)
                && !unsent.contains(sequence)) {
            if (sequence >= blindBelow) {
                again(sequence, offset, returned, furthest);
            }
        }
    }

    /** Whatever was handed out before lies below what is now the furthest place: it is another one. */
    private void again(long sequence, long offset, long returned, boolean furthest) {
        if (furthest) {
            ledger.confirm(finding(twiceKind, sequence, offset, returned));
        }
    }

    // ---- both --------------------------------------------------------------------------------------------------

    private void settle(long sequence, byte state) {
        if (state == Window.ACKED) {
            waiting--;
        }
        if (state != Window.FAILED) {
            window.settle(sequence);
        }
    }

    private void match(
            long sequence,
            byte state,
            long acknowledged,
            long invoked,
            long transaction,
            long offset,
            long returned,
            boolean committed) {
        if (returned < invoked) {
            ledger.confirm(finding(ReadBeforeSend.KIND, sequence, offset, returned));
        }
        if (state == Window.FAILED) {
            ledger.confirm(finding(AbortedRead.KIND, sequence, offset, returned));
            return;
        }
        if (transaction >= 0 && committed) {
            undecided.add(transaction, finding(AbortedRead.KIND, sequence, offset, returned));
        }
        boolean elsewhere = state == Window.ACKED && acknowledged >= 0 && acknowledged != offset;
        if (!elsewhere) {
            ordered(sequence, offset, returned);
        }
    }

    /**
     * Of a session whose order is promised, a message behind a later one. Should its first copy turn up in front of
     * that, then it stands in the log twice, which is promised as little.
     */
    private void ordered(long sequence, long offset, long returned) {
        if (!idempotent) {
            return;
        }
        if (sequence > latest) {
            if (offset < latestOffset) {
                reordered(latest, sequence, latestOffset, latestNanos);
            }
            latest = sequence;
            latestOffset = offset;
            latestNanos = returned;
        } else if (sequence < latest && offset > latestOffset) {
            reordered(sequence, latest, offset, returned);
        }
    }

    private void reordered(long sequence, long later, long offset, long nanos) {
        ledger.confirm(new EarlyFinding(Reordered.KIND, id(sequence), Optional.of(id(later)), offset, nanos));
    }

    private EarlyFinding finding(AnomalyKind kind, long sequence, long offset, long nanos) {
        return new EarlyFinding(kind, id(sequence), Optional.empty(), offset, nanos);
    }

    private MessageId id(long sequence) {
        return new MessageId(session, partition, sequence);
    }

    // ---- the window --------------------------------------------------------------------------------------------

    private void makeRoom(long sequence) {
        if (!window.reaches(sequence) && !window.reach(sequence)) {
            leaveBelow(sequence - Math.max(1, window.capacity()) + 1);
            boolean reached = window.reaches(sequence) || window.reach(sequence);
            assert reached;
        }
    }

    private void leaveBelow(long base) {
        while (window.base() < base && !window.isAtTop()) {
            leave(window.base(), window.state(window.base()));
            window.dropFirst();
        }
        if (window.base() < base) {
            unrecorded.addRange(window.base(), base - 1);
            window.jump(base);
        }
        watchIntervals();
    }

    private void leave(long sequence, byte state) {
        switch (state) {
            case Window.ACKED -> {
                // Whoever was late already is not counted by the window.
                waiting -= sequence >= window.base() ? 1 : 0;
                boolean inWindow = sequence >= window.base();
                boolean aborted = inWindow && isNotExpected(sequence);
                boolean over = inWindow && isOvertaken(sequence);
                (aborted ? open : over ? overtaken : missing).add(sequence);
            }
            case Window.OPEN -> open.add(sequence);
            case Window.FAILED -> failed.add(sequence);
            case Window.HANDED, Window.HANDED_COMMITTED -> {
                handed--;
                unsent.add(sequence);
                twice.remove(sequence);
            }
            case Window.EMPTY -> unrecorded.add(sequence);
            default -> {
                // Sent and handed out.
            }
        }
    }

    private void watchIntervals() {
        List<SequenceSet> all = List.of(overtaken, missing, open, failed, unrecorded, unsent);
        if (all.stream().mapToInt(SequenceSet::intervals).sum() > MOST_INTERVALS) {
            blindBelow = window.base();
            all.forEach(SequenceSet::clear);
        }
    }

    /** Moves the window's beginning behind what is both sent and handed out, and leaves what is late. */
    void moveOn() {
        while (!window.isAtTop() && isDone(window.base())) {
            byte state = window.state(window.base());
            if (state != Window.SETTLED) {
                leave(window.base(), state);
            }
            window.dropFirst();
        }
        window.rest();
    }

    private boolean isDone(long sequence) {
        boolean late = window.top() - sequence > LATE;
        return switch (window.state(sequence)) {
            case Window.SETTLED, Window.FAILED -> true;
            case Window.OPEN -> late;
            case Window.ACKED -> late && isOvertaken(sequence);
            default -> false;
        };
    }

    private boolean isOvertaken(long sequence) {
        return window.offset(sequence) >= 0 && passed.test(window.offset(sequence));
    }

    // ---- suspicions --------------------------------------------------------------------------------------------

    /** Tells whether a consumer came by a place. */
    interface Passed {
        boolean test(long offset);
    }

    Suspicions suspicions() {
        long unseen = missing.size() + overtaken.size();
        long over = overtaken.size();
        long unannounced = 0;
        if (waiting > 0 || handed > 0) {
            long unsentFrom = facts.unsentFrom(session, partition);
            for (long sequence = window.base(); sequence < window.top(); sequence++) {
                byte state = window.state(sequence);
                if (state == Window.ACKED && !isNotExpected(sequence)) {
                    unseen++;
                    over += isOvertaken(sequence) ? 1 : 0;
                } else if (state == Window.HANDED || state == Window.HANDED_COMMITTED) {
                    unannounced += sequence >= unsentFrom ? 1 : 0;
                }
            }
        }
        if (!unsent.isEmpty()) {
            unannounced += unsent.countFrom(facts.unsentFrom(session, partition));
        }
        return new Suspicions(unseen, over, unannounced);
    }

    /** A message of a transaction that was not certainly committed need not be handed to anybody. */
    private boolean isNotExpected(long sequence) {
        long transaction = window.transaction(sequence);
        return transaction >= 0 && facts.transaction(transaction) != HistoryFacts.TransactionState.COMMITTED;
    }
}
