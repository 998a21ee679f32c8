package io.waybill.system.kafka.client.reference;

import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.SendResult;
import io.waybill.environment.Endpoint;
import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.server.client.ReferenceClients;
import io.waybill.server.client.ReferenceProducer;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reference producer. Used by one thread; answers come on the thread of its client. */
public final class ReferenceProducerDriver implements ProducerDriver {

    private final Acks acks;
    private final ReferenceClients clients;
    private final ReferenceProducer<byte[], byte[]> producer;
    private final Map<Long, CompletableFuture<?>> pending = new ConcurrentHashMap<>();
    private long sends;

    /**
     * Makes one; it connects when there is something to send.
     *
     * @param bootstrap where it begins, {@code host:port} with commas between them
     * @param routes where to connect for an address that the nodes announce
     * @throws io.waybill.client.config.InvalidConfigException where its settings are wrong
     */
    public ReferenceProducerDriver(String bootstrap, Map<Endpoint, Endpoint> routes, ProducerSpec spec) {
        this.acks = spec.acks();
        this.clients = ReferenceClients.open(bootstrap, routes);
        try {
            this.producer = clients.producer(ReferenceConfig.of(spec));
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is forgotten has told what it had to tell
    public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
        CompletableFuture<SendResult> answer = producer.send(
                ProducerRecord.<byte[], byte[]>of(partition.topic(), key, value).to(partition.number()));
        CompletableFuture<Void> told = answer.thenAccept(result -> done.accept(outcome(result)));
        long number = sends++;
        pending.put(number, told);
        told.whenComplete((unused, failure) -> pending.remove(number));
    }

    private SendOutcome outcome(SendResult result) {
        if (acks == Acks.NONE && result instanceof SendResult.Acknowledged) {
            return new SendOutcome.Info("acks=0", "the broker was not asked");
        }
        return result.match(
                acknowledged -> new SendOutcome.Ok(acknowledged.offset()),
                failed -> new SendOutcome.Fail(failed.error(), failed.reason()),
                unknown -> new SendOutcome.Info(unknown.error(), unknown.reason()));
    }

    @Override
    public void close(Duration deadline) {
        try {
            CompletableFuture.allOf(pending.values().toArray(CompletableFuture<?>[]::new))
                    .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // What is unanswered is answered below; what an answer's listener did wrong is its own affair.
        } finally {
            clients.close();
        }
    }
}
