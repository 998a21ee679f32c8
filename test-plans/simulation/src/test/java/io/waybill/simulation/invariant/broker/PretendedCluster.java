package io.waybill.simulation.invariant.broker;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Three brokers with a replica each of one partition that say what a test wants them to say. */
final class PretendedCluster {

    static final TopicPartition PARTITION = new TopicPartition(new UUID(1, 1), "orders", 0);
    private static final List<Integer> NODES = List.of(1, 2, 3);

    private final Findings findings = new Findings(() -> 0);
    private final BrokerInvariants invariants;
    private final List<PretendedBroker> brokers = new ArrayList<>();
    private final MutableImage image = new MutableImage();
    private int version;

    private PretendedCluster(SortedMap<String, String> config) {
        invariants = new BrokerInvariants(config, findings);
        NODES.forEach(node -> image.put(registered(node)));
        SortedMap<String, String> topic = new TreeMap<>();
        topic.put(TopicKeys.MIN_INSYNC_REPLICAS.name(), "2");
        image.put(ConfigResource.topic(PARTITION.topic()), topic);
        image.create(new TopicImage(
                PARTITION.topicId(),
                PARTITION.topic(),
                List.of(new PartitionState(NODES, NODES, List.of(), List.of(), 1, 0, 0, LeaderRecovery.RECOVERED))));
        for (int node : NODES) {
            brokers.add(new PretendedBroker(node, invariants));
        }
        tell();
        brokers.forEach(PretendedBroker::open);
        broker(1).lead(0);
        broker(2).follow(0, 1);
        broker(3).follow(0, 1);
    }

    /** Returns one that flushes each record: node 1 leads in epoch 0, all are in sync, at least two must be. */
    static PretendedCluster flushing() {
        return flushingAfter("1");
    }

    /** Returns the same, but what is written counts, flushed or not. */
    static PretendedCluster writing() {
        return flushingAfter("1000");
    }

    private static PretendedCluster flushingAfter(String records) {
        SortedMap<String, String> config = new TreeMap<>();
        config.put(TopicKeys.FLUSH_MESSAGES.brokerName(), records);
        return new PretendedCluster(config);
    }

    private static BrokerRegistration registered(int node) {
        return new BrokerRegistration(node, new UUID(2, node), node, false, -1, List.of(), null);
    }

    PretendedBroker broker(int node) {
        return brokers.get(node - 1);
    }

    BrokerInvariants invariants() {
        return invariants;
    }

    /** Returns what was found, by its ids. */
    List<String> found() {
        return findings.all().stream().map(Finding::id).toList();
    }

    PartitionState state() {
        return image.partition(PARTITION.topicId(), 0).orElseThrow();
    }

    /** The metadata have a new leader in a new epoch, or none. */
    void elect(int leader, List<Integer> isr) {
        elect(leader, isr, List.of(), LeaderRecovery.RECOVERED);
    }

    void elect(int leader, List<Integer> isr, List<Integer> eligible, LeaderRecovery recovery) {
        set(leader, state().leaderEpoch() + 1, isr, eligible, recovery);
    }

    /** The metadata have another ISR, and the leader takes it for agreed. */
    void agree(List<Integer> isr) {
        agreeUnheard(isr);
        PartitionState now = state();
        broker(now.leader()).inSync(now.partitionEpoch(), now.isr(), now.isr());
    }

    /** The metadata have another ISR, and the leader has not heard of it. */
    void agreeUnheard(List<Integer> isr) {
        set(state().leader(), state().leaderEpoch(), isr, List.of(), state().recovery());
    }

    void set(int leader, int epoch, List<Integer> isr, List<Integer> eligible, LeaderRecovery recovery) {
        SortedMap<Integer, PartitionState> changed = new TreeMap<>();
        int partitionEpoch = state().partitionEpoch() + 1;
        changed.put(0, new PartitionState(NODES, isr, eligible, List.of(), leader, epoch, partitionEpoch, recovery));
        image.put(PARTITION.topicId(), changed);
        tell();
    }

    /** The metadata have a broker fenced. */
    void fence(int node) {
        image.put(registered(node).fence());
        tell();
    }

    /** Another controller has become active. */
    void controlledBy(int controller, long epoch) {
        image.activate(controller, epoch);
        tell();
    }

    /** A command is applied, with this result; it changes nothing here. */
    void apply(MetadataCommand command, CommandResult result) {
        brokers.forEach(each -> each.applies(image, command, result));
    }

    /** One node has other metadata than the rest. */
    void mislead(int node) {
        image.put(registered(2).fence());
        broker(node).sees(image, image.takeChanges());
    }

    private void tell() {
        image.advance(++version);
        var changes = image.takeChanges();
        brokers.forEach(each -> each.sees(image, changes));
    }

    /** A batch is appended by the leader, and by those who follow it, and is on everybody's disk. */
    void replicate(long base, long last, int epoch) {
        brokers.forEach(each -> each.append(base, last, epoch).sync());
    }

    /** Everybody knows what is committed. */
    void commit(int leader, long offset) {
        broker(leader).commit(offset);
        brokers.stream().filter(each -> each != broker(leader)).forEach(each -> each.commit(offset));
    }
}
