package io.waybill.checker.fact;

import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a history and those of its events that bear on whether a message had to be delivered.
 *
 * <p>Memory is proportional to the number of sessions, consumers, transactions and rebalances, not of messages. Those
 * that {@link #of} returned do not change: safe to read from any thread.
 */
public final class HistoryFacts {

    /** How a transaction ended, as far as anybody knows. */
    public enum TransactionState {
        /** It never ended, or nobody knows how. */
        UNKNOWN,
        /** Its commit was acknowledged. */
        COMMITTED,
        /** Its abort was acknowledged, and no commit may have come before. */
        ABORTED
    }

    /** How transactions ended, as bits: an acknowledged commit or abort, and the same where nobody knows. */
    private static final int COMMIT = 1;

    private static final int ABORT = 2;
    private static final int MAYBE = 2;

    private final Map<Integer, Event.PartitionDefined> partitions = new LinkedHashMap<>();
    private final Map<Integer, Event.SessionDefined> sessions = new HashMap<>();
    private final Map<Integer, Event.ConsumerDefined> consumers = new LinkedHashMap<>();
    private final Map<Long, Long> reservations = new HashMap<>();
    private final Map<Integer, List<PositionMark>> marks = new HashMap<>();
    private final Map<Integer, Set<Integer>> readers = new HashMap<>();
    private final Map<Integer, Long> logStarts = new HashMap<>();
    private final Map<Integer, Event.BrokerFact> logEnds = new HashMap<>();
    private byte[] transactions = new byte[0];
    private int transactionCount;
    private boolean closed;
    private boolean keyed;

    private final boolean keepsMarks;

    private HistoryFacts(boolean keepsMarks) {
        this.keepsMarks = keepsMarks;
    }

    /** Reads them from a history. */
    public static HistoryFacts of(HistoryReader history) {
        HistoryFacts facts = new HistoryFacts(true);
        history.eachEvent(facts::note);
        facts.marks.values().forEach(list -> list.sort((a, b) -> Long.compare(a.toNanos(), b.toNanos())));
        return facts;
    }

    /**
     * Returns facts of a history that is still being written: none yet. They grow by {@link #note}, for one thread, and
     * keep no marks, of which a history may have any number.
     */
    public static HistoryFacts growing() {
        return new HistoryFacts(false);
    }

    /** Takes in an event of a growing history, in the order in which they were recorded. */
    public void note(Event event) {
        if (event instanceof Event.PartitionDefined e) {
            partitions.put(e.id(), e);
        } else if (event instanceof Event.SessionDefined e) {
            sessions.put(e.id(), e);
        } else if (event instanceof Event.ConsumerDefined e) {
            consumers.put(e.id(), e);
        } else if (event instanceof Event.Reservation e) {
            reservations.merge(pair(e.session(), e.partition()), e.limit(), Math::max);
        } else if (event instanceof Event.TransactionBegun e) {
            transaction(e.transaction(), 0);
            transactionCount++;
        } else if (event instanceof Event.TransactionEnded e) {
            transactionEnded(e);
        } else if (event instanceof Event.BrokerFact e && e.kind() == Event.FactKind.LOG_START) {
            logStarts.merge(e.partition(), e.offset(), Math::max);
        } else if (event instanceof Event.BrokerFact e && e.kind() == Event.FactKind.LOG_END) {
            logEnds.merge(e.partition(), e, (one, other) -> other.timeNanos() >= one.timeNanos() ? other : one);
        } else if (event instanceof Event.KeyNamed) {
            keyed = true;
        } else if (event instanceof Event.Closed) {
            closed = true;
        } else if (keepsMarks) {
            noteMark(event);
        }
    }

    private void transactionEnded(Event.TransactionEnded e) {
        if (e.outcome().isFail()) {
            // It changed nothing: the transaction is as open as before.
            return;
        }
        int end = e.commit() ? COMMIT : ABORT;
        transaction(e.transaction(), e.outcome().isOk() ? end : end << MAYBE);
    }

    private void transaction(int id, int ends) {
        if (id >= transactions.length) {
            transactions = Arrays.copyOf(transactions, Math.max(1024, id * 2));
        }
        transactions[id] |= (byte) ends;
    }

    private void noteMark(Event event) {
        if (event instanceof Event.Assigned e) {
            e.partitions().forEach(partition -> readers(partition).add(e.consumer()));
            cut(e.consumer(), -1, e.timeNanos(), e.timeNanos());
        } else if (event instanceof Event.Revoked e) {
            e.partitions().forEach(partition -> cut(e.consumer(), partition, e.timeNanos(), e.timeNanos()));
        } else if (event instanceof Event.ConsumerClosed e) {
            cut(e.consumer(), -1, e.timeNanos(), e.timeNanos());
        } else if (event instanceof Event.Poll e && e.outcome().isInfo()) {
            cut(e.consumer(), -1, e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.Positioned e) {
            readers(e.partition()).add(e.consumer());
            boolean end = e.reason() == Event.PositionReason.END;
            PositionMark.Kind kind = end ? PositionMark.Kind.END : PositionMark.Kind.MOVED;
            mark(e.consumer(), new PositionMark(e.timeNanos(), e.timeNanos(), e.partition(), kind, e.offset(), e));
        }
    }

    private void cut(int consumer, int partition, long from, long to) {
        mark(consumer, new PositionMark(from, to, partition, PositionMark.Kind.CUT, -1, null));
    }

    private void mark(int consumer, PositionMark mark) {
        marks.computeIfAbsent(consumer, c -> new ArrayList<>()).add(mark);
    }

    private Set<Integer> readers(int partition) {
        return readers.computeIfAbsent(partition, p -> new TreeSet<>());
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | (low & 0xFFFFFFFFL);
    }

    /** Returns the partitions by id, in the order of their definition. */
    public Map<Integer, Event.PartitionDefined> partitions() {
        return partitions;
    }

    /** Returns whether a partition keeps offsets; one that was never defined does. */
    public boolean isLog(int partition) {
        Event.PartitionDefined defined = partitions.get(partition);
        return defined == null || defined.kind() == Event.PartitionKind.LOG;
    }

    /** Returns a session, or null where it was never defined. */
    public Event.@Nullable SessionDefined session(int id) {
        return sessions.get(id);
    }

    /** Returns the consumers by id, in the order of their definition. */
    public Map<Integer, Event.ConsumerDefined> consumers() {
        return consumers;
    }

    /** Returns the scope of a consumer; one that was never defined is a scope of its own. */
    public String scope(int consumer) {
        Event.ConsumerDefined defined = consumers.get(consumer);
        return defined == null ? "consumer " + consumer : defined.scope();
    }

    /** Returns whether a consumer asked for committed messages only. */
    public boolean isReadCommitted(int consumer) {
        Event.ConsumerDefined defined = consumers.get(consumer);
        return defined != null && defined.isolation() == Event.Isolation.READ_COMMITTED;
    }

    /** Returns the marks of a consumer, in the order of their times. */
    public List<PositionMark> marks(int consumer) {
        return marks.getOrDefault(consumer, List.of());
    }

    /** Returns the consumers that have marks, whether or not they were ever handed anything. */
    public Iterable<Integer> markedConsumers() {
        return marks.keySet();
    }

    /** Returns how a transaction ended; one that was never begun is unknown. */
    public TransactionState transaction(long id) {
        if (id < 0 || id >= transactions.length) {
            return TransactionState.UNKNOWN;
        }
        int ends = transactions[(int) id];
        if ((ends & (COMMIT | ABORT)) == COMMIT) {
            return TransactionState.COMMITTED;
        }
        // A commit of which nobody knows may have come before the abort.
        return (ends & (COMMIT | ABORT | COMMIT << MAYBE)) == ABORT
                ? TransactionState.ABORTED
                : TransactionState.UNKNOWN;
    }

    /** Returns how many transactions were begun. */
    public int transactionCount() {
        return transactionCount;
    }

    /**
     * Returns whether a message that was delivered and has no send in this history may have been sent nevertheless: its
     * session had reserved its sequence, or the history is torn and its session reserved nothing there at all.
     */
    public boolean mayHaveBeenSent(int session, int partition, long sequence) {
        return sequence < unsentFrom(session, partition);
    }

    /** Returns the lowest sequence of which it is certain, as far as is recorded, that its session did not send it. */
    public long unsentFrom(int session, int partition) {
        Long limit = reservations.get(pair(session, partition));
        if (limit == null) {
            return closed ? 0 : Long.MAX_VALUE;
        }
        return limit;
    }

    /** Returns whether a session asks for acknowledgements; one that was never defined does. */
    public boolean isAcknowledging(int session) {
        Event.SessionDefined defined = sessions.get(session);
        return defined == null || defined.acks() != Event.Acks.NONE;
    }

    /** Returns whether a session is known to be idempotent, or, where it was never defined, {@code otherwise}. */
    public boolean isIdempotent(int session, boolean otherwise) {
        Event.SessionDefined defined = sessions.get(session);
        return defined == null ? otherwise : defined.idempotent();
    }

    /** Returns the scopes that were assigned a partition or stood in it, whether or not they were handed anything. */
    public Set<String> readersOf(int partition) {
        Set<String> scopes = new TreeSet<>();
        readers.getOrDefault(partition, Set.of()).forEach(consumer -> scopes.add(scope(consumer)));
        return scopes;
    }

    /**
     * Returns the oldest offset of a partition that was still kept when it was last asked for; 0 where it never was.
     */
    public long logStart(int partition) {
        return logStarts.getOrDefault(partition, 0L);
    }

    /** Returns what was last said of where a partition ended, or null where nothing was. */
    public Event.@Nullable BrokerFact logEnd(int partition) {
        return logEnds.get(partition);
    }

    /** Returns whether messages have keys. */
    public boolean hasKeys() {
        return keyed;
    }

    /** Returns whether the recorder said that the run ended. */
    public boolean isClosed() {
        return closed;
    }
}
