package io.waybill.client.producer;

/**
 * Looks at, and may change, what an application sends; and is told how it ended.
 *
 * @param <K> of keys
 * @param <V> of values
 */
public interface Interceptor<K, V> {

    /** Returns what is to be sent instead, or the same. Where it throws, the record goes on as it was. */
    default ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        return record;
    }

    /** A send has ended. Where it throws, nothing changes. */
    default void onEnd(ProducerRecord<K, V> record, SendResult result) {}
}
