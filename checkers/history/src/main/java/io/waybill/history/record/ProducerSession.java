package io.waybill.history.record;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One producer, from its start to its end, as a recorder sees it. Safe for use by any number of threads. */
public final class ProducerSession {

    private final Recorder recorder;
    private final int id;
    private final Map<Integer, long[]> sequences = new HashMap<>();

    private ProducerSession(Recorder recorder, int id) {
        this.recorder = recorder;
        this.id = id;
    }

    /** Returns the session's id. */
    public int id() {
        return id;
    }

    /** Records the invocation of a send. */
    public Recorder.PendingSend sending(int partition) {
        return sending(partition, Event.NONE, Event.NONE, null);
    }

    /**
     * Records the invocation of a send.
     *
     * @param key the key's id from {@link Recorder#key}, or {@link Event#NONE}
     * @param transaction from {@link #beginTransaction}, or {@link Event#NONE}
     * @param source the input that this is the output of, or null
     */
    public Recorder.PendingSend sending(int partition, int key, int transaction, @Nullable PartitionOffset source) {
        return new Recorder.PendingSend(recorder, next(partition), key, transaction, source);
    }

    /** The reservation is durable before the sequence is used: a torn history must not turn sends into phantoms. */
    private synchronized MessageId next(int partition) {
        long[] next = sequences.computeIfAbsent(partition, p -> new long[2]);
        if (next[0] == next[1]) {
            next[1] += Recorder.RESERVED_SENDS;
            recorder.write(new Event.Reservation(id, partition, next[1], recorder.now()));
        }
        return new MessageId(id, partition, next[0]++);
    }

    /** Records that a transaction begins now and returns its id. */
    public int beginTransaction() {
        int transaction = recorder.nextTransaction();
        recorder.write(new Event.TransactionBegun(transaction, id, recorder.now()));
        return transaction;
    }

    /**
     * Records how a transaction ended.
     *
     * @param commit true where a commit was asked for, false for an abort
     * @param invokedNanos when it was asked for; it is answered now
     */
    public void transactionEnded(int transaction, boolean commit, Outcome outcome, long invokedNanos) {
        recorder.write(new Event.TransactionEnded(transaction, commit, outcome, invokedNanos, recorder.now()));
    }

    /** What is known of a producer before it is opened. */
    public static final class Opening {
        private final Recorder recorder;
        private final String name;
        private final long invoked;
        private boolean idempotent;
        private Event.Acks acks = Event.Acks.UNSPECIFIED;
        private int maxInFlight;
        private @Nullable String transactionalId;
        private int epoch;

        Opening(Recorder recorder, String name) {
            this.recorder = recorder;
            this.name = name;
            this.invoked = recorder.now();
        }

        /** The broker removes the duplicates of its retries. */
        public Opening idempotent() {
            idempotent = true;
            return this;
        }

        /** How many replicas must have a message before it is acknowledged. */
        public Opening acks(Event.Acks value) {
            acks = value;
            return this;
        }

        /** How many requests may be on their way at once, 1 or more. */
        public Opening maxInFlight(int value) {
            maxInFlight = value;
            return this;
        }

        /** It is incarnation {@code incarnation} (from 0) of this transactional id: older ones are fenced. */
        public Opening transactional(String value, int incarnation) {
            transactionalId = value;
            epoch = incarnation;
            return this;
        }

        /** Records the session; its initialization, where it has one, is complete now. */
        public ProducerSession open() {
            int id = recorder.nextSession();
            recorder.write(new Event.SessionDefined(
                    id, name, idempotent, acks, maxInFlight, transactionalId, epoch, invoked, recorder.now()));
            return new ProducerSession(recorder, id);
        }
    }
}
