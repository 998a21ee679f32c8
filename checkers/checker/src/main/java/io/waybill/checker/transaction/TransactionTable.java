package io.waybill.checker.transaction;

import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each transaction began, when its end was asked for, and until when it certainly was open: a few numbers each.
 *
 * <p>Immutable once {@link #of} returned: safe to read from any thread.
 */
final class TransactionTable {

    /** The time at which the commit was asked for of a transaction whose end is not recorded: it may be any time. */
    static final long UNRECORDED = Long.MIN_VALUE;

    private int size;
    private int[] sessions = new int[0];
    private long[] begun = new long[0];
    private long[] ended = new long[0];
    private long[] commitAsked = new long[0];
    private final Map<Integer, Event.SessionDefined> definitions = new HashMap<>();
    private final Map<Integer, Event.SessionDefined> successors = new HashMap<>();
    private long timeoutNanos = Event.NEVER;

    private TransactionTable() {}

    /** Reads it from a history. */
    static TransactionTable of(HistoryReader history) {
        TransactionTable table = new TransactionTable();
        history.eachEvent(table::note);
        table.definitions.values().forEach(table::findSuccessor);
        return table;
    }

    private void note(Event event) {
        if (event instanceof Event.TransactionBegun e) {
            reserve(e.transaction());
            sessions[e.transaction()] = e.session();
            begun[e.transaction()] = e.timeNanos();
        } else if (event instanceof Event.TransactionEnded e) {
            noteEnd(e);
        } else if (event instanceof Event.SessionDefined e) {
            definitions.put(e.id(), e);
        } else if (event instanceof Event.Attribute e && e.name().equals(Attributes.TRANSACTION_TIMEOUT_MS)) {
            timeoutNanos = nanos(e.value());
        }
    }

    /** A value that is not a number is as good as none: the rules that need it stay silent. */
    private static long nanos(String millis) {
        return millis.matches("\\d{1,12}") ? Long.parseLong(millis) * 1_000_000 : Event.NEVER;
    }

    private void noteEnd(Event.TransactionEnded e) {
        int id = e.transaction();
        reserve(id);
        ended[id] = Math.min(ended[id], e.timeNanos());
        if (e.commit()) {
            commitAsked[id] = commitAsked[id] == UNRECORDED ? e.timeNanos() : Math.min(commitAsked[id], e.timeNanos());
        } else if (commitAsked[id] == UNRECORDED) {
            commitAsked[id] = Event.NEVER;
        }
    }

    private void reserve(int id) {
        size = Math.max(size, id + 1);
        if (id < sessions.length) {
            return;
        }
        int from = sessions.length;
        int capacity = Math.max(256, id + 1 + id / 2);
        sessions = Arrays.copyOf(sessions, capacity);
        begun = Arrays.copyOf(begun, capacity);
        ended = Arrays.copyOf(ended, capacity);
        commitAsked = Arrays.copyOf(commitAsked, capacity);
        Arrays.fill(sessions, from, capacity, Event.NONE);
        Arrays.fill(ended, from, capacity, Event.NEVER);
        Arrays.fill(commitAsked, from, capacity, UNRECORDED);
    }

    /** Of several newer sessions the one that was initialized first fences first. */
    private void findSuccessor(Event.SessionDefined of) {
        for (Event.SessionDefined other : definitions.values()) {
            boolean newer = of.transactionalId() != null
                    && of.transactionalId().equals(other.transactionalId())
                    && other.epoch() > of.epoch();
            // Time 0 is what a recorder writes that does not know when the session was initialized.
            if (newer && other.completeNanos() > 0) {
                successors.merge(of.id(), other, (a, b) -> a.completeNanos() <= b.completeNanos() ? a : b);
            }
        }
    }

    /** Returns one more than the highest id. */
    int size() {
        return size;
    }

    /** Returns the session of a transaction, or {@link Event#NONE}. */
    int session(int transaction) {
        return transaction < size ? sessions[transaction] : Event.NONE;
    }

    /**
     * Returns when the commit was first asked for; {@link Event#NEVER} where only an abort was, {@link #UNRECORDED}
     * where no end is recorded.
     */
    long commitAsked(int transaction) {
        return transaction < size ? commitAsked[transaction] : UNRECORDED;
    }

    /** Returns the session that fences another one, with the time from which it does; or null where none does. */
    Event.@Nullable SessionDefined successor(int session) {
        return successors.get(session);
    }

    /** Returns how many sessions have a successor. */
    int fencedSessions() {
        return successors.size();
    }

    /**
     * Returns until when a transaction certainly was open; {@link Long#MIN_VALUE} where nothing is certain.
     *
     * @param committed whether its commit was acknowledged, so that nobody else can have ended it before
     */
    long openUntil(int transaction, boolean committed) {
        if (transaction >= size) {
            return Long.MIN_VALUE;
        }
        if (committed) {
            return commitAsked[transaction];
        }
        if (timeoutNanos == Event.NEVER || sessions[transaction] == Event.NONE) {
            return Long.MIN_VALUE;
        }
        Event.SessionDefined successor = successors.get(sessions[transaction]);
        long fenced = successor == null ? Event.NEVER : successor.timeNanos();
        return Math.min(Math.min(ended[transaction], fenced), begun[transaction] + timeoutNanos);
    }
}
