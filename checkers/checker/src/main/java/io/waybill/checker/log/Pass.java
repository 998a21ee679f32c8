package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through the deliveries of a chain in ascending order of their offsets, with the sends of the same offsets
 * beside them.
 *
 * <p>A healthy message costs two writes and one comparison. Memory is what lies between the sends and the deliveries of
 * one place: some pages a session. Used by one thread, for one chain.
 */
final class Pass {

    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final SendColumns sends;
    private final DeliveryColumns deliveries;
    private final ArrayDeque<Page> spare;
    private final SendBlocks sendBlocks;
    private final PassSink sink;
    private final @Nullable TransactionFates fates;
    private final List<Chain> before;
    private final boolean beside;
    private final PassResult result;
    private final int partition;

    private final Map<MessageKey, List<Delivered>> early = new HashMap<>();
    private SessionWindow[] windows = new SessionWindow[16];

    private final BitSet fed;
    private int nextPlaced;
    private int nextUnplaced;
    private long frontier = -1;

    /** The latest invocation among what was delivered so far, its session, and the latest of any other session. */
    private final SessionWindow none;

    private SessionWindow latest;
    private SessionWindow secondLatest;

    /**
     * @param before the chains of the same scope whose passes came first
     * @param beside whether other chains read this partition too
     */
    Pass(
            HistoryFacts facts,
            HistoryReader history,
            Workspace workspace,
            SendBlocks sendBlocks,
            Chain chain,
            List<Chain> before,
            boolean beside,
            PassSink sink,
            @Nullable TransactionFates fates) {
        this.facts = facts;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.sends = workspace.sends;
        this.deliveries = workspace.deliveries;
        this.spare = workspace.spare;
        this.none = new SessionWindow(-1, false, spare);
        this.latest = none;
        this.secondLatest = none;
        this.sendBlocks = sendBlocks;
        this.sink = sink;
        this.fates = fates;
        this.before = before;
        this.beside = beside;
        this.result = new PassResult(chain);
        this.partition = sendBlocks.partition();
        this.fed = new BitSet(index.size());
    }

    PassResult run() {
        for (Run run : result.chain.runs()) {
            for (int part = 0; part < run.parts(); part++) {
                int block = run.block(part);
                cursor.read(block, deliveries);
                feedUpTo(deliveries.offsets()[run.endRow(part) - 1]);
                feedUnplacedBefore(index.position(block));
                deliver(run.firstRow(part), run.endRow(part));
                giveUpLagging();
            }
            feedUpTo(run.to - 1);
        }
        feedWhatDeliveriesWaitFor();
        settleTheRest();
        return result;
    }

    // ---- sends -------------------------------------------------------------------------------------------------

    private void feedUpTo(long offset) {
        int[] placed = sendBlocks.placed();
        while (nextPlaced < placed.length && index.lowOffset(placed[nextPlaced]) <= offset) {
            int block = placed[nextPlaced++];
            if (index.highOffset(block) >= result.chain.start()) {
                feed(block);
            }
        }
    }

    private void feedUnplacedBefore(long position) {
        int[] unplaced = sendBlocks.unplaced();
        while (nextUnplaced < unplaced.length && index.position(unplaced[nextUnplaced]) < position) {
            feed(unplaced[nextUnplaced++]);
        }
    }

    /** What was delivered before its send was looked at: its send stands elsewhere in the file, or nowhere. */
    private void feedWhatDeliveriesWaitFor() {
        if (early.isEmpty()) {
            return;
        }
        for (int block : sendBlocks.all()) {
            if (!fed.get(block) && isWaitedFor(block)) {
                feed(block);
            }
        }
    }

    private boolean isWaitedFor(int block) {
        for (MessageKey key : early.keySet()) {
            if (key.session() == index.owner(block)
                    && key.sequence() >= index.lowSequence(block)
                    && key.sequence() <= index.highSequence(block)) {
                return true;
            }
        }
        return false;
    }

    private void feed(int block) {
        fed.set(block);
        cursor.read(block, sends);
        sendBlocks.count(block, sends);
        SessionWindow window = window(sends.session());
        long[] sequences = sends.sequences();
        long[] offsets = sends.offsets();
        long[] invoke = sends.invokeNanos();
        long[] complete = sends.completeNanos();
        boolean plain = sends.allOk() && !sends.hasTransactions() && index.lowOffset(block) >= 0;
        for (int row = 0; row < sends.rows(); row++) {
            long sequence = sequences[row];
            Page page = window.page(sequence);
            int i = (int) sequence & Page.MASK;
            if (page == null || page.states[i] != Page.EMPTY) {
                feedSlowly(window, row);
                continue;
            }
            byte state = plain && offsets[row] >= 0 ? Page.ACKED : stateOf(row);
            page.set(i, state, offsets[row], invoke[row], complete[row]);
            if (sends.hasTransactions() && sends.transactions()[row] >= 0) {
                page.transactions()[i] = sends.transactions()[row];
            }
        }
    }

    private void feedSlowly(SessionWindow window, int row) {
        long sequence = sends.sequences()[row];
        Entry entry = window.look(sequence);
        if (entry == null || entry.sendState() != Page.EMPTY) {
            throw new CorruptHistoryException("message " + sequence + " of session " + window.session + " to partition "
                    + partition + " was sent twice; each send needs an identity of its own");
        }
        entry.state = stateOf(row);
        entry.offset = sends.offsets()[row];
        entry.invokeNanos = sends.invokeNanos()[row];
        entry.completeNanos = sends.completeNanos()[row];
        entry.transaction = sends.hasTransactions() ? sends.transactions()[row] : -1;
        window.put(sequence, entry);
        List<Delivered> waiting = early.remove(new MessageKey(window.session, sequence));
        if (waiting != null) {
            for (Delivered delivery : waiting) {
                deliverSlowly(window, sequence, delivery, false);
            }
        }
    }

    private byte stateOf(int row) {
        byte outcome = sends.outcome(row);
        if (outcome == SendColumns.FAIL) {
            return Page.FAILED;
        }
        long transaction = sends.hasTransactions() ? sends.transactions()[row] : -1;
        if (transaction >= 0) {
            HistoryFacts.TransactionState state = facts.transaction(transaction);
            if (state == HistoryFacts.TransactionState.ABORTED) {
                return Page.ABORTED;
            }
            if (state == HistoryFacts.TransactionState.UNKNOWN) {
                return Page.UNDECIDED;
            }
        }
        if (outcome == SendColumns.INFO) {
            return Page.INFO;
        }
        return sends.offsets()[row] >= 0 ? Page.ACKED : Page.UNPLACED;
    }

    // ---- deliveries --------------------------------------------------------------------------------------------

    private void deliver(int firstRow, int endRow) {
        int[] sessions = deliveries.sessions();
        long[] sequences = deliveries.sequences();
        long[] offsets = deliveries.offsets();
        long[] complete = deliveries.completeNanos();
        boolean fresh = before.isEmpty();
        long count = 0;
        for (int row = firstRow; row < endRow; row++) {
            int session = sessions[row];
            if (session < 0) {
                deliverStrange(session, row);
                continue;
            }
            SessionWindow window = session < windows.length ? windows[session] : null;
            long sequence = sequences[row];
            long offset = offsets[row];
            Page page = window == null ? null : window.page(sequence);
            int i = (int) sequence & Page.MASK;
            if (window == null
                    || page == null
                    || page.states[i] != Page.ACKED
                    || page.offset(i) != offset
                    || page.invokeNanos(i) > complete[row]
                    || page.transactions != null) {
                deliverSlowly(window(session), sequence, delivered(row), true);
                continue;
            }
            page.states[i] = Page.ACKED | Page.DELIVERED;
            count += fresh || isFirstToPass(offset) ? 1 : 0;
            checkOrder(window, sequence, offset, page.invokeNanos(i), page.completeNanos(i));
            if (--page.open == 0) {
                window.release(page);
            }
        }
        result.delivered += count;
        frontier = offsets[endRow - 1];
    }

    private Delivered delivered(int row) {
        return new Delivered(
                deliveries.consumer(),
                deliveries.offsets()[row],
                deliveries.invokeNanos()[row],
                deliveries.completeNanos()[row]);
    }

    private void deliverStrange(int session, int row) {
        if (session == MessageId.FOREIGN) {
            sink.foreign();
        } else {
            sink.corrupt(delivered(row));
        }
    }

    private boolean isFirstToPass(long offset) {
        for (Chain chain : before) {
            if (chain.covering(offset) != null) {
                return false;
            }
        }
        return true;
    }

    private void deliverSlowly(SessionWindow window, long sequence, Delivered delivery, boolean inOrder) {
        MessageKey key = new MessageKey(window.session, sequence);
        Entry entry = window.look(sequence);
        if (entry == null) {
            sink.suspect(key);
            return;
        }
        if (entry.sendState() == Page.EMPTY) {
            early.computeIfAbsent(key, k -> new ArrayList<>(1)).add(delivery);
            entry.state |= Page.EARLY;
            window.put(sequence, entry);
            return;
        }
        if (delivery.completeNanos() < entry.invokeNanos) {
            sink.beforeSend(key, delivery);
        }
        byte state = entry.sendState();
        if (state == Page.FAILED || (state == Page.ABORTED && facts.isReadCommitted(delivery.consumer()))) {
            sink.aborted(key, state == Page.FAILED ? Event.NONE : entry.transaction, delivery);
        }
        if (fates != null && entry.transaction >= 0) {
            fates.delivered(
                    (int) entry.transaction,
                    new MessageId(key.session(), partition, sequence),
                    delivery.offset(),
                    delivery.consumer(),
                    delivery.invokeNanos(),
                    delivery.completeNanos());
        }
        if (entry.isDelivered()) {
            sink.suspect(key);
            return;
        }
        settle(window, sequence, entry, delivery, inOrder);
        window.put(sequence, entry);
    }

    /** Notes the first delivery of a message in this pass. */
    private void settle(SessionWindow window, long sequence, Entry entry, Delivered delivery, boolean inOrder) {
        long offset = delivery.offset();
        byte state = entry.sendState();
        MessageKey key = new MessageKey(window.session, sequence);
        entry.state |= Page.DELIVERED;
        boolean placed = entry.offset >= 0;
        if (placed && entry.offset != offset) {
            sink.suspect(key);
        }
        if (state == Page.ACKED) {
            result.delivered += isFirstToPass(entry.offset) ? 1 : 0;
            if (entry.offset == offset && inOrder) {
                checkOrder(window, sequence, offset, entry.invokeNanos, entry.completeNanos);
            }
            return;
        }
        if (state == Page.UNPLACED) {
            result.delivered += isFirstToPass(offset) ? 1 : 0;
        }
        if (!placed) {
            entry.offset = offset;
        }
        if (beside && state != Page.ABORTED && state != Page.FAILED) {
            result.unacknowledged.put(key, offset);
        }
    }

    // ---- order -------------------------------------------------------------------------------------------------

    private void checkOrder(SessionWindow window, long sequence, long offset, long invoke, long complete) {
        if (sequence < window.maxSequence) {
            boolean sequential = complete < window.maxInvokeNanos;
            sink.reordered(
                    new MessageKey(window.session, sequence),
                    new MessageKey(window.session, window.maxSequence),
                    offset,
                    window.maxOffset,
                    invoke,
                    window.ordered || sequential);
            return;
        }
        if (complete < latest.maxInvokeNanos) {
            checkTime(window, sequence, offset, invoke, complete);
        }
        window.maxSequence = sequence;
        window.maxOffset = offset;
        window.maxInvokeNanos = Math.max(window.maxInvokeNanos, invoke);
        if (window.maxInvokeNanos > latest.maxInvokeNanos && window != latest) {
            secondLatest = latest;
            latest = window;
        } else if (window != latest && window.maxInvokeNanos > secondLatest.maxInvokeNanos) {
            secondLatest = window;
        }
    }

    private void checkTime(SessionWindow window, long sequence, long offset, long invoke, long complete) {
        SessionWindow other = latest == window ? secondLatest : latest;
        if (complete < other.maxInvokeNanos) {
            sink.outOfTime(
                    new MessageKey(window.session, sequence),
                    new MessageKey(other.session, other.maxSequence),
                    offset,
                    other.maxOffset,
                    invoke);
        }
    }

    // ---- the end -----------------------------------------------------------------------------------------------

    private void giveUpLagging() {
        long passed = frontier;
        for (SessionWindow window : windows) {
            if (window != null) {
                window.giveUpLagging(offset -> offset <= passed);
            }
        }
    }

    private void settleTheRest() {
        for (SessionWindow window : windows) {
            if (window != null) {
                for (Map.Entry<Long, Entry> left : window.giveUpAll().entrySet()) {
                    settleLeft(new MessageKey(window.session, left.getKey()), left.getValue());
                }
            }
        }
        early.forEach((key, waiting) -> waiting.forEach(delivery -> sink.unsent(key, delivery)));
        result.unseen += sendBlocks.acknowledgedOutside(fed);
    }

    private void settleLeft(MessageKey key, Entry entry) {
        if (entry.isDelivered() || entry.sendState() == Page.EMPTY) {
            return;
        }
        byte state = entry.sendState();
        Run passed = entry.offset >= 0 ? result.chain.covering(entry.offset) : null;
        boolean missed = passed != null || (state == Page.UNPLACED && isReadWhole(entry.completeNanos));
        if (state == Page.ACKED || state == Page.UNPLACED) {
            if (missed) {
                result.missing.put(key, entry);
            } else {
                result.unseen++;
            }
        }
        if (fates != null && missed && entry.transaction >= 0 && state != Page.ABORTED && state != Page.FAILED) {
            int consumer = passed == null ? result.chain.runs().get(0).consumer : passed.consumer;
            fates.missed(
                    (int) entry.transaction,
                    new MessageId(key.session(), partition, key.sequence()),
                    entry.offset,
                    consumer);
        }
    }

    /** Whether everything that stood in the log when a send completed was passed, wherever it stood. */
    private boolean isReadWhole(long completeNanos) {
        long reached = facts.logStart(partition);
        for (Run run : result.chain.runs()) {
            if (run.from > reached) {
                return false;
            }
            reached = Math.max(reached, run.to);
        }
        List<Run> runs = result.chain.runs();
        Event.Positioned end = runs.get(runs.size() - 1).endEvidence;
        return end != null && end.timeNanos() >= completeNanos;
    }

    private SessionWindow window(int session) {
        if (session >= windows.length) {
            windows = Arrays.copyOf(windows, Math.max(session + 1, windows.length * 2));
        }
        SessionWindow window = windows[session];
        if (window == null) {
            Event.SessionDefined defined = facts.session(session);
            boolean ordered = defined != null && (defined.idempotent() || defined.maxInFlight() == 1);
            window = new SessionWindow(session, ordered, spare);
            windows[session] = window;
        }
        return window;
    }
}
