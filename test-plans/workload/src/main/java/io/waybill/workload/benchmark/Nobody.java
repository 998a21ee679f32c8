package io.waybill.workload.benchmark;

import io.waybill.history.MessageId;
import io.waybill.history.record.MessagePayload;
import io.waybill.system.SendOutcome;

/** Records nothing: no event, no clock, no lock. Messages are what they are with a recorder. */
final class Nobody implements Witness {

    private static final Poll POLL = records -> {};

    private final long run;
    private final int partition;
    private final int payloadBytes;
    private long sequence;

    /** Makes one for a client of a partition. */
    Nobody(long run, int partition, int payloadBytes) {
        this.run = run;
        this.partition = partition;
        this.payloadBytes = payloadBytes;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    private record Unwatched(byte[] payload) implements Outgoing {

        @Override
        public void answered(SendOutcome outcome) {
            // Nobody wants to know.
        }
    }

    @Override
    public Outgoing sending() {
        return new Unwatched(MessagePayload.encode(run, new MessageId(0, partition, sequence++), payloadBytes));
    }

    @Override
    public Poll polling() {
        return POLL;
    }
}
