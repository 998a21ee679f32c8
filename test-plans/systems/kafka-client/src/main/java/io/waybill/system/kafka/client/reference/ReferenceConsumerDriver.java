package io.waybill.system.kafka.client.reference;

import io.waybill.client.consumer.ConsumerRecord;
import io.waybill.client.consumer.PollResult;
import io.waybill.client.consumer.TopicPart;
import io.waybill.environment.Endpoint;
import io.waybill.fault.Partition;
import io.waybill.server.client.ReferenceClients;
import io.waybill.server.client.ReferenceConsumer;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.PollFailedException;
import io.waybill.system.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The reference consumer in assign mode. Used by one thread. */
public final class ReferenceConsumerDriver implements ConsumerDriver {

    private final String name;
    private final ReferenceClients clients;
    private final ReferenceConsumer consumer;
    private @Nullable CompletableFuture<PollResult> waiting;

    /**
     * Makes one; it connects when there is something to read.
     *
     * @param bootstrap where it begins, {@code host:port} with commas between them
     * @param routes where to connect for an address that the nodes announce
     * @throws io.waybill.client.config.InvalidConfigException where its settings are wrong
     */
    public ReferenceConsumerDriver(String bootstrap, Map<Endpoint, Endpoint> routes, ConsumerSpec spec) {
        this.name = spec.name();
        this.clients = ReferenceClients.open(bootstrap, routes);
        try {
            this.consumer = clients.consumer(ReferenceConfig.of(spec));
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    @Override
    public void assign(Map<Partition, Long> starts) {
        Map<TopicPart, Long> parts = new TreeMap<>();
        starts.forEach((partition, offset) -> parts.put(part(partition), offset));
        boolean done = consumer.assign(parts).join();
        if (!done) {
            throw new IllegalStateException(name + " was not assigned " + starts.keySet());
        }
    }

    @Override
    public List<Received> poll(Duration timeout) {
        // One that was interrupted waits still: what it returns must not be missed.
        CompletableFuture<PollResult> answer = waiting == null ? consumer.poll(timeout) : waiting;
        waiting = answer;
        try {
            PollResult result = answer.get();
            waiting = null;
            return received(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PollFailedException("poll of " + name + " was interrupted", e);
        } catch (ExecutionException e) {
            waiting = null;
            throw new PollFailedException("poll of " + name + " failed: " + e.getCause(), e);
        }
    }

    private List<Received> received(PollResult result) {
        if (result instanceof PollResult.Failed failed) {
            throw new PollFailedException(
                    "poll of " + name + " failed: " + failed.part() + ": " + failed.error() + ": " + failed.reason(),
                    null);
        }
        List<Received> received = new ArrayList<>();
        for (ConsumerRecord record : ((PollResult.Records) result).records()) {
            received.add(new Received(
                    new Partition(record.part().topic(), record.part().partition()),
                    record.offset(),
                    record.timestampMillis(),
                    record.key(),
                    record.value()));
        }
        return received;
    }

    @Override
    public long position(Partition partition) {
        return consumer.position(part(partition)).join();
    }

    @Override
    public void close() {
        clients.close();
    }

    private static TopicPart part(Partition partition) {
        return new TopicPart(partition.topic(), partition.number());
    }
}
