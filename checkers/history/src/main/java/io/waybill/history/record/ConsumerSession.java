package io.waybill.history.record;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import java.util.List;

/** One consumer, from its start to its end, as a recorder sees it. Used by the thread that polls. */
public final class ConsumerSession {

    private final Recorder recorder;
    private final int id;

    private ConsumerSession(Recorder recorder, int id) {
        this.recorder = recorder;
        this.id = id;
    }

    /** Returns the consumer's id. */
    public int id() {
        return id;
    }

    /** Records that these are all its partitions from now on, by its own choice. */
    public void assigned(List<Integer> partitions) {
        recorder.write(new Event.Assigned(id, partitions, Event.NONE, recorder.now()));
    }

    /** Records that its group gave it these partitions: all that it has from now on. */
    public void assigned(List<Integer> partitions, int generation) {
        recorder.write(new Event.Assigned(id, partitions, generation, recorder.now()));
    }

    /** Records that these partitions were taken from it. */
    public void revoked(List<Integer> partitions, int generation) {
        recorder.write(new Event.Revoked(id, partitions, generation, recorder.now()));
    }

    /** Records where it begins to read a partition. Without it, what lies before its first record was not covered. */
    public void startsAt(int partition, long offset) {
        recorder.write(new Event.Positioned(id, partition, offset, Event.PositionReason.START, recorder.now()));
    }

    /** Records that it moved on purpose. */
    public void seeked(int partition, long offset) {
        recorder.write(new Event.Positioned(id, partition, offset, Event.PositionReason.SEEK, recorder.now()));
    }

    /** Records that a poll at this position returned nothing, and that the log ended there: the drain's evidence. */
    public void reachedEnd(int partition, long offset) {
        recorder.write(new Event.Positioned(id, partition, offset, Event.PositionReason.END, recorder.now()));
    }

    /** Records the invocation of a poll. */
    public Recorder.PendingPoll polling() {
        return new Recorder.PendingPoll(recorder, id, Event.NONE);
    }

    /** Records the invocation of a poll that is part of a transaction. */
    public Recorder.PendingPoll polling(int transaction) {
        return new Recorder.PendingPoll(recorder, id, transaction);
    }

    /** Records a commit of offsets that was invoked at {@code invokedNanos} and is answered now. */
    public void committed(
            List<PartitionOffset> offsets, int transaction, int generation, Outcome outcome, long invokedNanos) {
        recorder.write(new Event.Commit(id, transaction, generation, offsets, outcome, invokedNanos, recorder.now()));
    }

    /** Records which committed offsets the broker named when it was asked at {@code invokedNanos}. */
    public void readCommitted(List<PartitionOffset> offsets, long invokedNanos) {
        recorder.write(new Event.CommittedRead(id, offsets, invokedNanos, recorder.now()));
    }

    /** Records what was done with a delivery of a queue, asked for at {@code invokedNanos} and answered now. */
    public void settled(MessageId message, long tag, Event.SettlementKind kind, Outcome outcome, long invokedNanos) {
        recorder.write(new Event.Settlement(id, message, tag, kind, outcome, invokedNanos, recorder.now()));
    }

    /** Records that it is gone, by its own will or not. */
    public void closed(boolean crashed) {
        recorder.write(new Event.ConsumerClosed(id, crashed, recorder.now()));
    }

    /** What is known of a consumer before it is opened. */
    public static final class Opening {
        private final Recorder recorder;
        private final String name;
        private String scope;
        private Event.Isolation isolation = Event.Isolation.READ_UNCOMMITTED;

        Opening(Recorder recorder, String name) {
            this.recorder = recorder;
            this.name = name;
            this.scope = name;
        }

        /** Within which each message is to be delivered: its group. By default the consumer alone. */
        public Opening scope(String value) {
            scope = value;
            return this;
        }

        /** It is shown only what is committed or outside transactions. */
        public Opening readCommitted() {
            isolation = Event.Isolation.READ_COMMITTED;
            return this;
        }

        /** Records the consumer. */
        public ConsumerSession open() {
            int id = recorder.nextConsumer();
            recorder.write(new Event.ConsumerDefined(id, name, scope, isolation, recorder.now()));
            return new ConsumerSession(recorder, id);
        }
    }
}
