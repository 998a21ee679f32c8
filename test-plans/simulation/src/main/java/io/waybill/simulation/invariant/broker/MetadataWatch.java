package io.waybill.simulation.invariant.broker;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.raft.machine.Digest;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The metadata as all nodes have them. */
final class MetadataWatch {

    private final BrokerInvariants all;
    private final SortedMap<Long, Long> digests = new TreeMap<>();
    private final SortedMap<Long, Controller> controllers = new TreeMap<>();
    private long newest;

    private record Controller(int node, int life) {}

    MetadataWatch(BrokerInvariants all) {
        this.all = all;
    }

    /** A node acts as the controller. */
    void controls(int node, int life, long epoch) {
        all.counted();
        var self = new Controller(node, life);
        Controller before = controllers.putIfAbsent(epoch, self);
        if (before != null && !before.equals(self)) {
            all.broken(
                    BrokerInvariant.ONE_CONTROLLER,
                    node,
                    "acts as the controller of epoch " + epoch + ", as n" + before.node + " did"
                            + (before.node == node ? " in an earlier life" : ""));
        }
    }

    /** A node has applied a command; what it has changed is not told yet. */
    void applied(int node, MetadataImage image, MetadataCommand command, CommandResult result) {
        all.counted();
        OptionalLong decided = decidedIn(command);
        if (decided.isPresent()
                && decided.getAsLong() < image.controllerEpoch()
                && !(result instanceof CommandResult.Refused)) {
            all.broken(
                    BrokerInvariant.DECIDED_IN_CHARGE,
                    node,
                    "does " + command + " while the controller of epoch " + image.controllerEpoch() + " is in charge");
        }
    }

    private static OptionalLong decidedIn(MetadataCommand command) {
        if (command instanceof MetadataCommand.FenceBroker it) {
            return OptionalLong.of(it.controllerEpoch());
        }
        if (command instanceof MetadataCommand.UnfenceBroker it) {
            return OptionalLong.of(it.controllerEpoch());
        }
        return command instanceof MetadataCommand.ControlledShutdown it
                ? OptionalLong.of(it.controllerEpoch())
                : OptionalLong.empty();
    }

    /** A node has other metadata now. */
    void changed(int node, MetadataImage image, List<MetadataChange> changes) {
        all.counted();
        long digest = digest(image);
        Long before = digests.putIfAbsent(image.version(), digest);
        if (before != null && before != digest) {
            all.broken(
                    BrokerInvariant.METADATA_AGREE,
                    node,
                    "has other metadata than others after the command at " + image.version());
        }
        if (image.version() <= newest) {
            return;
        }
        newest = image.version();
        for (MetadataChange change : changes) {
            if (change instanceof MetadataChange.PartitionChanged it) {
                var partition = new TopicPartition(it.topic().id(), it.topic().name(), it.partition());
                all.partition(partition).changed(node, it.before(), it.after());
            }
        }
        for (TopicImage topic : image.topics()) {
            for (int i = 0; i < topic.partitions().size(); i++) {
                isSound(node, image, topic.name() + "-" + i, topic.partitions().get(i));
            }
        }
    }

    private void isSound(int node, MetadataImage image, String name, PartitionState state) {
        all.counted();
        if (!state.hasLeader()) {
            return;
        }
        boolean isRight = state.isr().contains(state.leader());
        for (int replica : state.isr()) {
            isRight &= image.isActive(replica);
        }
        if (!isRight) {
            all.broken(
                    BrokerInvariant.ISR_IS_SOUND,
                    node,
                    "sees " + name + " with " + PartitionWatch.words(state) + " while active are "
                            + image.brokers().stream()
                                    .filter(BrokerRegistration::isActive)
                                    .map(BrokerRegistration::id)
                                    .toList());
        }
    }

    // ---- a digest of all there is ------------------------------------------------------------------------------

    private static long digest(MetadataImage image) {
        long digest = Digest.of(Digest.of(image.controller(), image.controllerEpoch()), image.nextProducerId());
        for (BrokerRegistration broker : image.brokers()) {
            digest = Digest.of(of(Digest.of(digest, broker.id()), broker.incarnation()), broker.epoch());
            digest = Digest.of(Digest.of(digest, broker.fenced() ? 1 : 0), broker.shutdownIndex());
        }
        digest = of(digest, image.configs(ConfigResource.CLUSTER));
        for (TopicImage topic : image.topics()) {
            digest = of(of(of(digest, topic.id()), topic.name()), image.configs(ConfigResource.topic(topic.name())));
            for (PartitionState state : topic.partitions()) {
                digest = of(digest, state);
            }
        }
        return digest;
    }

    private static long of(long before, PartitionState state) {
        long digest = of(of(before, state.replicas()), state.isr());
        digest = of(of(digest, state.elr()), state.lastKnownElr());
        digest = Digest.of(Digest.of(digest, state.leader()), state.leaderEpoch());
        return Digest.of(
                Digest.of(digest, state.partitionEpoch()), state.recovery() == LeaderRecovery.RECOVERING ? 1 : 0);
    }

    private static long of(long before, List<Integer> numbers) {
        long digest = Digest.of(before, numbers.size());
        for (int number : numbers) {
            digest = Digest.of(digest, number);
        }
        return digest;
    }

    private static long of(long before, UUID id) {
        return Digest.of(Digest.of(before, id.getMostSignificantBits()), id.getLeastSignificantBits());
    }

    private static long of(long before, String text) {
        long digest = Digest.of(before, text.length());
        for (int i = 0; i < text.length(); i++) {
            digest = Digest.of(digest, text.charAt(i));
        }
        return digest;
    }

    private static long of(long before, SortedMap<String, String> config) {
        long digest = Digest.of(before, config.size());
        for (var each : config.entrySet()) {
            digest = of(of(digest, each.getKey()), each.getValue());
        }
        return digest;
    }
}
