package io.waybill.system.kafka.client.remote;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.TopicSpec;
import io.waybill.system.kafka.client.KafkaConsumerDriver;
import io.waybill.system.kafka.client.KafkaProducerDriver;
import io.waybill.system.kafka.client.reference.ReferenceConsumerDriver;
import io.waybill.system.kafka.client.reference.ReferenceProducerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A run's topics on a cluster that someone else runs. {@link #close} removes the topics; nodes are nobody's here. */
final class RemoteCluster implements Cluster {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private static final Duration BOUNDS_DEADLINE = Duration.ofSeconds(5);

    /** How often in a row it must look whole: brokers learn of a change one after the other. */
    private static final int LOOKS = 4;

    private final Access access;
    private final Survey survey;
    private final Topics topics;
    private final TopicView view;
    private final HandedOut handedOut = new HandedOut();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Topics that were made for a run.
     *
     * @param there under their names on the cluster
     * @param removal removes them, and whatever was opened for it
     */
    record Topics(TopicNames names, List<TopicSpec> there, Runnable removal) {

        Topics {
            there = List.copyOf(there);
        }
    }

    /** Makes one; {@code view} ends with it. */
    RemoteCluster(Access access, Survey survey, Topics topics, TopicView view) {
        this.access = access;
        this.survey = survey;
        this.topics = topics;
        this.view = view;
    }

    @Override
    public String description() {
        return survey.description();
    }

    @Override
    public String bootstrap() {
        return access.bootstrapText();
    }

    @Override
    public ClusterView view() {
        return new ClusterView() {
            @Override
            public List<Integer> nodes() {
                return survey.brokers();
            }

            @Override
            public PartitionView describe(Partition partition) {
                PartitionView there = view.describe(topics.names().there(partition));
                return new PartitionView(
                        partition, there.leader(), there.leaderEpoch(), there.replicas(), there.inSync());
            }
        };
    }

    @Override
    public FaultPorts faults() {
        return FaultPorts.none();
    }

    /** Returns whether it was there when the cluster was looked at; its process is in nobody's hands here. */
    @Override
    public boolean isAlive(int node) {
        return survey.brokers().contains(node);
    }

    /** Always throws: the logs of these brokers are their operator's. */
    @Override
    public Path log(int node) {
        throw new IllegalStateException("the log of broker " + node + " is not in the hands of this run");
    }

    /** Waits until every replica is in sync and no partition's end lies before what a consumer was given already. */
    @Override
    public boolean awaitWhole(Duration deadline) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        int whole = 0;
        boolean isFromTheFirst = true;
        while (true) {
            String gap = gap();
            if (!gap.isEmpty()) {
                whole = 0;
            } else if (++whole >= LOOKS) {
                gap = behind();
                if (gap.isEmpty()) {
                    return isFromTheFirst;
                }
            }
            isFromTheFirst &= gap.isEmpty();
            if (System.nanoTime() - deadlineNanos >= 0 && !gap.isEmpty()) {
                throw new ClusterUnavailableException(
                        "the run's topics were not whole within " + deadline.toSeconds() + " s: " + gap, null);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while waiting for the cluster");
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    @Override
    public Duration replicaLag() {
        return survey.replicaLag();
    }

    /** Returns which partition lacks a leader or a replica; empty where none does. */
    private String gap() {
        try {
            List<String> all = topics.there().stream().map(TopicSpec::name).toList();
            List<PartitionView> views = view.describe(all);
            int expected =
                    topics.there().stream().mapToInt(TopicSpec::partitions).sum();
            if (views.size() != expected) {
                return views.size() + " of " + expected + " partitions are there";
            }
            return views.stream()
                    .filter(view -> !view.hasLeader()
                            || view.inSync().size() != view.replicas().size())
                    .map(view -> view.partition().name() + " has leader " + view.leader() + " and in-sync replicas "
                            + view.inSync() + " of " + view.replicas())
                    .collect(Collectors.joining(", "));
        } catch (ClusterUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String behind() {
        try {
            return handedOut.beyond(bounds(partitions(), BOUNDS_DEADLINE));
        } catch (ClusterUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<Partition> partitions() {
        return topics.there().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(number -> topics.names().here(new Partition(topic.name(), number))))
                .toList();
    }

    @Override
    public Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
        Map<Partition, Bounds> bounds = new TreeMap<>();
        view.bounds(partitions.stream().map(topics.names()::there).toList(), deadline)
                .forEach((partition, each) -> bounds.put(topics.names().here(partition), each));
        return bounds;
    }

    @Override
    public ProducerDriver producer(ProducerSpec spec) {
        ProducerDriver driver = spec.library() == ClientLibrary.REFERENCE
                ? new ReferenceProducerDriver(bootstrap(), Map.of(), spec)
                : new KafkaProducerDriver(bootstrap(), connecting(spec));
        return new RenamedProducer(driver, topics.names());
    }

    @Override
    public ConsumerDriver consumer(ConsumerSpec spec) {
        ConsumerDriver driver = spec.library() == ClientLibrary.REFERENCE
                ? new ReferenceConsumerDriver(bootstrap(), Map.of(), spec)
                : new KafkaConsumerDriver(bootstrap(), connecting(spec));
        return new RenamedConsumer(driver, topics.names(), handedOut);
    }

    private ProducerSpec connecting(ProducerSpec spec) {
        return new ProducerSpec(
                spec.name(),
                spec.acks(),
                spec.idempotent(),
                spec.maxInFlight(),
                spec.deliveryTimeout(),
                access.under(spec.config()),
                spec.library());
    }

    private ConsumerSpec connecting(ConsumerSpec spec) {
        return new ConsumerSpec(spec.name(), spec.isolation(), access.under(spec.config()), spec.library());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            view.close();
            topics.removal().run();
        }
    }
}
