package io.waybill.workload.benchmark;

import io.waybill.history.Event;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records what the workload of a run records of a producer and of a consumer, in the same calls. */
final class Scribe implements Witness {

    private static final byte[] NOTHING = {};

    private final Recorder recorder;
    private final ProducerSession producer;
    private final ConsumerSession consumer;
    private final int partition;
    private final int key;
    private final int payloadBytes;

    /**
     * Makes one for the clients of a partition.
     *
     * @param key of all messages
     */
    Scribe(Recorder recorder, String topic, int number, String key, int payloadBytes) {
        this.recorder = recorder;
        this.partition = recorder.partition(topic, number);
        this.key = recorder.key(key);
        this.producer = recorder.producer("p" + number)
                .idempotent()
                .acks(Event.Acks.ALL)
                .open();
        this.consumer = recorder.consumer("c" + number).scope("bench").open();
        this.payloadBytes = payloadBytes;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    private record Watched(Recorder.PendingSend pending, byte[] payload) implements Outgoing {

        @Override
        public void answered(SendOutcome outcome) {
            pending.answer(outcome.toOutcome(), outcome.offset());
        }
    }

    @Override
    public Outgoing sending() {
        Recorder.PendingSend pending = producer.sending(partition, key, Event.NONE, null);
        return new Watched(pending, pending.payload(payloadBytes));
    }

    @Override
    public Poll polling() {
        Recorder.PendingPoll poll = consumer.polling();
        return records -> record(poll, records);
    }

    private void record(Recorder.PendingPoll poll, List<Received> records) {
        poll.returned();
        for (Received record : records) {
            byte[] keyBytes = record.key();
            int keyId = keyBytes == null ? Event.NONE : recorder.key(new String(keyBytes, StandardCharsets.UTF_8));
            byte[] value = record.value();
            poll.delivered(partition, record.offset(), value == null ? NOTHING : value, keyId);
        }
        poll.ok();
    }
}
