package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Knows of the metadata only what it was told of changes. */
final class ImageFollower implements MetadataChange.Cases<Boolean> {

    private final TreeMap<Integer, BrokerRegistration> brokers = new TreeMap<>();
    private final TreeMap<UUID, TopicImage> topics = new TreeMap<>();
    private final TreeSet<ConfigResource> configured = new TreeSet<>();
    private long controllerEpoch;

    void assertFollows(MetadataImage image, String where) {
        assertThat(List.copyOf(brokers.values())).as(where).isEqualTo(List.copyOf(image.brokers()));
        assertThat(topics.values()).as(where).containsExactlyInAnyOrderElementsOf(image.topics());
        assertThat(controllerEpoch).as(where).isEqualTo(image.controllerEpoch());
        for (TopicImage topic : image.topics()) {
            var resource = ConfigResource.topic(topic.name());
            if (!image.configs(resource).isEmpty()) {
                assertThat(configured).as(where).contains(resource);
            }
        }
    }

    @Override
    public Boolean broker(MetadataChange.BrokerChanged change) {
        var after = change.after();
        assertThat(brokers.get(change.id())).isEqualTo(change.before());
        if (after == null) {
            brokers.remove(change.id());
        } else {
            brokers.put(change.id(), after);
        }
        return true;
    }

    @Override
    public Boolean partition(MetadataChange.PartitionChanged change) {
        var known = topics.put(change.topic().id(), change.topic());
        assertThat(known != null && known.has(change.partition())).isIn(change.before() != null, true);
        assertThat(change.topic().partitions().get(change.partition())).isEqualTo(change.after());
        return true;
    }

    @Override
    public Boolean deleted(MetadataChange.TopicDeleted change) {
        assertThat(topics.remove(change.topic().id())).isEqualTo(change.topic());
        return true;
    }

    @Override
    public Boolean configs(MetadataChange.ConfigsChanged change) {
        if (change.resource().scope() == ConfigScope.TOPIC) {
            configured.add(change.resource());
        }
        return true;
    }

    @Override
    public Boolean controller(MetadataChange.ControllerChanged change) {
        controllerEpoch = change.epoch();
        return true;
    }
}
