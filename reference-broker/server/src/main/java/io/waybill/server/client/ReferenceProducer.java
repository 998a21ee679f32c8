package io.waybill.server.client;

import io.waybill.client.producer.Producer;
import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.SendResult;
import java.util.concurrent.CompletableFuture;

/**
 * A {@link Producer} for plain threads. May be used by any; records of one thread are sent in its order.
 *
 * @param <K> of keys
 * @param <V> of values
 */
public final class ReferenceProducer<K, V> implements AutoCloseable {

    private static final String ENDED = "ClientsEnded";

    private final ClientLoop loop;
    private final Producer<K, V> producer;

    ReferenceProducer(ClientLoop loop, Producer<K, V> producer) {
        this.loop = loop;
        this.producer = producer;
    }

    /**
     * Sends a record; does not wait, also where the buffer is full: who sends without end must wait for answers.
     *
     * @return how it ended, always; never an exception
     */
    public CompletableFuture<SendResult> send(ProducerRecord<K, V> record) {
        if (loop.isOver()) {
            return CompletableFuture.completedFuture(
                    new SendResult.Failed(ENDED, "the clients had ended before it was sent"));
        }
        return loop.ask(done -> producer.send(record, done), why -> new SendResult.Unknown(ENDED, why));
    }

    /** Has everything that was sent before go out without lingering; completes when all of it has ended. */
    public CompletableFuture<Boolean> flush() {
        return loop.ask(done -> producer.flush(() -> done.accept(true)), null);
    }

    /** Ends it at once: what was under way is unknown, what was never sent has failed, and both are told. */
    @Override
    public void close() {
        loop.close(producer);
    }
}
