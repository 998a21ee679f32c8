package io.waybill.client.producer;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A record on its way from a send into a batch. */
final class Sending<K, V> {

    private final long number;
    private final ProducerRecord<K, V> record;
    private final Consumer<SendResult> done;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private long sizeBytes;

    Sending(long number, ProducerRecord<K, V> record, Consumer<SendResult> done) {
        this.number = number;
        this.record = record;
        this.done = done;
    }

    void serialize(Serializer<K> keys, Serializer<V> values) {
        key = keys.orNull(record.topic(), record.key());
        value = values.orNull(record.topic(), record.value());
        sizeBytes = Accumulator.sizeOf(key, value, record.headers());
    }

    long number() {
        return number;
    }

    ProducerRecord<K, V> record() {
        return record;
    }

    Consumer<SendResult> done() {
        return done;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    int keyBytes() {
        return key == null ? -1 : key.length;
    }

    int valueBytes() {
        return value == null ? -1 : value.length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    int partition(Partitioner partitioner, int partitions) {
        return record.partition() == ProducerRecord.ANY
                ? partitioner.partition(record.topic(), key, partitions)
                : record.partition();
    }
}
