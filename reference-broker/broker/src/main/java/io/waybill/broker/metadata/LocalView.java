package io.waybill.broker.metadata;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The metadata as one life of a broker sees them. It is silent until the registration of this very life is applied, and
 * then tells of everything: what was meant for a former life would let it lead in that life's epoch, with a log that
 * may be shorter.
 */
public final class LocalView implements MetadataListener {

    private static final long NOT_LIVE = -1;

    private final int broker;
    private final UUID incarnation;
    private final MetadataMutants mutants;
    private final Reactions reactions;
    private long liveEpoch = NOT_LIVE;

    /** Makes the view of a broker's life. */
    public LocalView(int broker, UUID incarnation, MetadataMutants mutants, Reactions reactions) {
        this.broker = broker;
        this.incarnation = incarnation;
        this.mutants = mutants;
        this.reactions = reactions;
    }

    /** Returns whether this life is the one that is registered. */
    public boolean isLive() {
        return liveEpoch != NOT_LIVE;
    }

    /** Returns the epoch of this life, -1 where it is not the one that is registered. */
    public long epoch() {
        return liveEpoch;
    }

    @Override
    public void changed(MetadataImage image, List<MetadataChange> changes) {
        var self = self(image);
        long before = liveEpoch;
        liveEpoch = self.map(BrokerRegistration::epoch).orElse(NOT_LIVE);
        if (self.isPresent() && liveEpoch != before) {
            reactions.registered(image, self.get());
            tellAll(image);
        } else if (self.isPresent()) {
            changes.forEach(change -> change.match(new Teller(image)));
        } else if (before != NOT_LIVE) {
            reactions.superseded(image);
        }
    }

    private Optional<BrokerRegistration> self(MetadataImage image) {
        boolean anyLife = mutants.has(MetadataMutant.C5);
        return image.broker(broker)
                .filter(known -> anyLife || known.incarnation().equals(incarnation));
    }

    private void tellAll(MetadataImage image) {
        for (TopicImage topic : image.topics()) {
            for (int i = 0; i < topic.partitions().size(); i++) {
                tell(image, topic, i, topic.partitions().get(i));
            }
        }
    }

    private void tell(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        if (state.leader() == broker) {
            reactions.becameLeader(image, topic, partition, state);
        } else if (state.replicas().contains(broker)) {
            reactions.becameFollower(image, topic, partition, state);
        }
    }

    /** Tells of each kind of change where it concerns this broker. */
    private final class Teller implements MetadataChange.Cases<Boolean> {

        private final MetadataImage image;

        Teller(MetadataImage image) {
            this.image = image;
        }

        @Override
        public Boolean broker(MetadataChange.BrokerChanged change) {
            var self = change.after();
            if (change.id() == broker && self != null) {
                reactions.standingChanged(image, self);
            }
            return true;
        }

        @Override
        public Boolean partition(MetadataChange.PartitionChanged change) {
            var before = change.before();
            var after = change.after();
            if (before == null || before.leaderEpoch() != after.leaderEpoch()) {
                tell(image, change.topic(), change.partition(), after);
            } else if (after.replicas().contains(broker)) {
                reactions.isrChanged(image, change.topic(), change.partition(), after);
            }
            return true;
        }

        @Override
        public Boolean deleted(MetadataChange.TopicDeleted change) {
            var topic = change.topic();
            if (topic.partitions().stream()
                    .anyMatch(partition -> partition.replicas().contains(broker))) {
                reactions.topicDeleted(image, topic);
            }
            return true;
        }

        @Override
        public Boolean configs(MetadataChange.ConfigsChanged change) {
            var resource = change.resource();
            if (resource.scope() != ConfigScope.BROKER || resource.equals(ConfigResource.broker(broker))) {
                reactions.configsChanged(image, resource);
            }
            return true;
        }

        @Override
        public Boolean controller(MetadataChange.ControllerChanged change) {
            reactions.controllerChanged(image, change.controller(), change.epoch());
            return true;
        }
    }
}
