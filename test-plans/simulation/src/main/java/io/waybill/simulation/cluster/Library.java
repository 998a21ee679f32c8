package io.waybill.simulation.cluster;

import io.waybill.client.config.ClientMutant;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.config.InvalidConfigException;
import io.waybill.client.config.ProducerSettings;
import io.waybill.client.consumer.Consumer;
import io.waybill.client.consumer.ConsumerRecord;
import io.waybill.client.consumer.PollResult;
import io.waybill.client.consumer.TopicPart;
import io.waybill.client.producer.Producer;
import io.waybill.client.producer.ProducerListener;
import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.SendResult;
import io.waybill.client.producer.Serializer;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.simulation.cluster.client.ClientLibrary;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Our own clients.
 *
 * @param bootstrap where they find the cluster
 * @param mutants flaws that are planted in the producers on purpose
 */
record Library(List<Endpoint> bootstrap, List<ClientMutant> mutants) implements ClientLibrary {

    /**
     * A leader that is cut off from all others does not know that it is deposed, and answers on; whoever hears it alone
     * learns of the new one only by asking anew.
     */
    private static final String METADATA_MAX_AGE_MILLIS = "5000";

    @Override
    public ProducerPort producer(Environment environment, Clients.Producers settings) {
        SortedMap<String, String> config = config(settings);
        config.putIfAbsent("client.id", "producer-" + environment.node());
        config.putIfAbsent("metadata.max.age.ms", METADATA_MAX_AGE_MILLIS);
        var producer = new Producer<byte[], byte[]>(
                environment,
                bootstrap,
                ProducerSettings.of(config).with(mutants),
                Producer.Pipeline.of(environment, Serializer.BYTES, Serializer.BYTES),
                ProducerListener.NONE);
        return (partition, key, value, done) -> producer.send(
                ProducerRecord.of(partition.topic(), key, value).to(partition.number()),
                result -> done.accept(outcome(result)));
    }

    private static SortedMap<String, String> config(Clients.Producers settings) {
        SortedMap<String, String> config = new TreeMap<>(settings.config());
        config.putIfAbsent("acks", settings.acks() == Acks.ALL ? "all" : settings.acks() == Acks.LEADER ? "1" : "0");
        config.putIfAbsent("enable.idempotence", Boolean.toString(settings.idempotent()));
        config.putIfAbsent("max.in.flight.requests.per.connection", Integer.toString(settings.maxInFlight()));
        config.putIfAbsent(
                "delivery.timeout.ms", Long.toString(settings.deliveryTimeout().toMillis()));
        return config;
    }

    private static SendOutcome outcome(SendResult result) {
        return result.match(
                acknowledged -> new SendOutcome.Ok(acknowledged.offset()),
                failed -> new SendOutcome.Fail(failed.error(), failed.reason()),
                unknown -> new SendOutcome.Info(unknown.error(), unknown.reason()));
    }

    @Override
    public ConsumerPort consumer(Environment environment, Clients.Consumers settings) {
        SortedMap<String, String> config = config(settings);
        config.putIfAbsent("client.id", "consumer-" + environment.node());
        config.putIfAbsent("metadata.max.age.ms", METADATA_MAX_AGE_MILLIS);
        return new Reading(new Consumer(environment, bootstrap, ConsumerSettings.of(config)));
    }

    private static SortedMap<String, String> config(Clients.Consumers settings) {
        SortedMap<String, String> config = new TreeMap<>(settings.config());
        config.putIfAbsent("auto.offset.reset", "earliest");
        config.putIfAbsent(
                "isolation.level",
                settings.isolation() == Isolation.READ_COMMITTED ? "read_committed" : "read_uncommitted");
        return config;
    }

    /** Returns which settings our own clients refuse, one sentence each. */
    static List<String> problems(Clients clients) {
        List<String> problems = new ArrayList<>();
        try {
            ProducerSettings.of(config(clients.producers()));
        } catch (InvalidConfigException e) {
            e.problems().forEach(problem -> problems.add("producers: " + problem));
        }
        try {
            ConsumerSettings.of(config(clients.consumers()));
        } catch (InvalidConfigException e) {
            e.problems().forEach(problem -> problems.add("consumers: " + problem));
        }
        return problems;
    }

    /** A consumer as the harness sees it. */
    private record Reading(Consumer consumer) implements ConsumerPort {

        @Override
        public void assign(SortedMap<Partition, Long> starts) {
            SortedMap<TopicPart, Long> parts = new TreeMap<>();
            starts.forEach((partition, offset) -> parts.put(part(partition), offset));
            consumer.assign(parts);
        }

        private static TopicPart part(Partition partition) {
            return new TopicPart(partition.topic(), partition.number());
        }

        @Override
        public void poll(long timeoutNanos, java.util.function.Consumer<Polled> done) {
            consumer.poll(timeoutNanos, result -> done.accept(polled(result)));
        }

        private static Polled polled(PollResult result) {
            if (result instanceof PollResult.Failed failed) {
                return new Polled.Failed(failed.part() + ": " + failed.error() + ": " + failed.reason());
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
            return new Polled.Records(received);
        }

        @Override
        public void end(Partition partition, long timeoutNanos, java.util.function.Consumer<OptionalLong> done) {
            consumer.endOffset(part(partition), timeoutNanos, answer -> done.accept(answer.offset()));
        }

        @Override
        public long position(Partition partition) {
            return consumer.position(part(partition));
        }
    }
}
