package io.waybill.broker.metadata.rules;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand.ControlledShutdown;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnregisterBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Brokers come, are fenced and unfenced, and go; each time every partition that they have a replica of is looked at.
 */
final class BrokerRules {

    private final MutableImage image;
    private final MetadataMutants mutants;
    private final Leadership leadership;

    BrokerRules(MutableImage image, MetadataMutants mutants, Leadership leadership) {
        this.image = image;
        this.mutants = mutants;
        this.leadership = leadership;
    }

    CommandResult register(RegisterBroker command) {
        int id = command.broker();
        if (id < 0) {
            throw new RefusedException(MetadataError.INVALID_REQUEST, "the id of a broker must be >= 0, was " + id);
        }
        var former = image.broker(id);
        if (former.isPresent() && former.get().incarnation().equals(command.incarnation())) {
            return new CommandResult.Registered(former.get().epoch());
        }
        boolean remembers = former.isPresent() && former.get().epoch() == command.previousEpoch();
        image.put(new BrokerRegistration(
                id, command.incarnation(), image.version(), true, -1, command.endpoints(), command.rack()));
        eachWith(id, (topic, partition) -> begun(topic, partition, id, remembers));
        return new CommandResult.Registered(image.version());
    }

    /**
     * A new life is not in sync, and what it led is led by another, or in time by itself, in a new epoch: its log may
     * be shorter than it was, and two histories must not share an epoch.
     */
    private PartitionState begun(TopicImage topic, PartitionState partition, int broker, boolean remembers) {
        if (mutants.has(MetadataMutant.C2) && partition.leader() == broker) {
            return partition;
        }
        return remembers
                ? leadership.without(topic, partition, broker)
                : leadership.distrusting(topic, partition, broker);
    }

    CommandResult unfence(UnfenceBroker command) {
        var broker = meant(command.broker(), command.brokerEpoch(), command.controllerEpoch());
        if (broker.fenced()) {
            image.put(broker.unfence());
            // Who leads is not disturbed; where nobody does, this one may.
            eachWith(
                    broker.id(),
                    (topic, partition) -> partition.hasLeader() ? partition : leadership.settled(topic, partition));
        }
        return new CommandResult.Done();
    }

    CommandResult fence(FenceBroker command) {
        var broker = meant(command.broker(), command.brokerEpoch(), command.controllerEpoch());
        if (!broker.fenced()) {
            image.put(broker.fence());
            eachWith(broker.id(), (topic, partition) -> leadership.without(topic, partition, broker.id()));
        }
        return new CommandResult.Done();
    }

    CommandResult shutDown(ControlledShutdown command) {
        var broker = meant(command.broker(), command.brokerEpoch(), command.controllerEpoch());
        if (!broker.fenced() && !broker.isShuttingDown()) {
            image.put(broker.beginShutdown(image.version()));
            eachWith(broker.id(), (topic, partition) -> leadership.without(topic, partition, broker.id()));
        }
        return new CommandResult.Done();
    }

    CommandResult unregister(UnregisterBroker command) {
        int id = command.broker();
        registered(id);
        image.removeBroker(id);
        eachWith(id, (topic, partition) -> leadership.without(topic, partition, id));
        return new CommandResult.Done();
    }

    /** Returns the broker whose life a command means. */
    BrokerRegistration meant(int id, long epoch) {
        var broker = registered(id);
        if (broker.epoch() != epoch) {
            throw new RefusedException(
                    MetadataError.STALE_BROKER_EPOCH,
                    "the epoch of broker " + id + " must be " + broker.epoch() + ", was " + epoch);
        }
        return broker;
    }

    private BrokerRegistration meant(int id, long epoch, long controllerEpoch) {
        if (controllerEpoch < image.controllerEpoch() && !mutants.has(MetadataMutant.C3)) {
            throw new RefusedException(
                    MetadataError.STALE_CONTROLLER_EPOCH,
                    "the epoch of the controller must be " + image.controllerEpoch() + " or more, was "
                            + controllerEpoch);
        }
        return meant(id, epoch);
    }

    /** Returns in words in which life a broker is, and whether it may be in sync. */
    static String description(BrokerRegistration broker) {
        var standing = broker.fenced() ? "fenced" : broker.isShuttingDown() ? "stopping" : "active";
        return standing + " in epoch " + broker.epoch();
    }

    private BrokerRegistration registered(int id) {
        return image.broker(id)
                .orElseThrow(() -> new RefusedException(
                        MetadataError.BROKER_ID_NOT_REGISTERED, "broker " + id + " must be registered"));
    }

    private void eachWith(int broker, BiFunction<TopicImage, PartitionState, PartitionState> change) {
        for (TopicImage topic : image.topics()) {
            var changed = new TreeMap<Integer, PartitionState>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                var before = topic.partitions().get(i);
                var after = before.replicas().contains(broker) ? change.apply(topic, before) : before;
                if (!after.equals(before)) {
                    changed.put(i, after);
                }
            }
            if (!changed.isEmpty()) {
                image.put(topic.id(), changed);
            }
        }
    }
}
