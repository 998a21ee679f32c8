package io.waybill.client.producer;

import org.jspecify.annotations.Nullable;

/**
 * Is told of each stage in the life of a message, at once and on the client's loop; must not call back. Messages are
 * told apart by the number of their send, from 1 on; batches by that of their first record among all that were put into
 * batches, from 1 on.
 *
 * <pre>
 *  send → intercepted → serialized → partitioned → accumulated (batch) → drained (sequence) → sent (broker)
 *                                                                            ▲                     │
 *                                                                            └──── retried ◄───────┤
 *                                                                                                  ▼
 *                                                                                                ended
 * </pre>
 */
public interface ProducerListener {

    /** Listens to nothing. */
    ProducerListener NONE = new ProducerListener() {};

    /** The interceptors have seen it. */
    default void intercepted(long send, String topic) {}

    /** Key and value are bytes; a length of -1 where there is none. */
    default void serialized(long send, int keyBytes, int valueBytes) {}

    /** It waits: for metadata of its topic, or for room in the buffer. */
    default void held(long send, String reason) {}

    /** Its partition is decided. */
    default void partitioned(long send, int partition) {}

    /** It is in a batch. */
    default void accumulated(long send, long batch) {}

    /** A batch was closed and has its bytes; sequence and producer are -1 where they are not wanted. */
    default void drained(long batch, long producerId, short producerEpoch, int sequence) {}

    /** A batch was given to the channel of a broker. */
    default void sent(long batch, int broker, int attempt) {}

    /** A broker answered for a batch, {@code error} being null where nothing went wrong. */
    default void answered(long batch, @Nullable String error, long offset) {}

    /** A batch will be sent again. */
    default void retried(long batch, String why) {}

    /** A batch that was too large goes on as two: the first keeps its number. */
    default void split(long batch, long second) {}

    /** A new producer id or epoch counts from here on. */
    default void identified(long producerId, short producerEpoch) {}

    /** A send has ended. */
    default void ended(long send, SendResult result) {}
}
