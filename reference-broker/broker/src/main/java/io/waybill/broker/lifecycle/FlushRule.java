package io.waybill.broker.lifecycle;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.List;
import java.util.SortedMap;

/** Says whether, of what a broker holds, nothing counts before it is on the disk: each record is flushed. */
final class FlushRule {

    private final int broker;
    private final SortedMap<String, String> config;

    FlushRule(int broker, SortedMap<String, String> config) {
        this.broker = broker;
        this.config = config;
    }

    /** Returns whether it is so for every topic that the broker has replicas of. */
    boolean isAlwaysDurable(MetadataImage image) {
        return image.topics().stream().filter(this::isHere).allMatch(topic -> flushesEach(image, topic));
    }

    /** Returns whether changes may make it different: configurations, or partitions that are new. */
    static boolean isTouchedBy(List<MetadataChange> changes) {
        return changes.stream()
                .anyMatch(change -> change instanceof MetadataChange.ConfigsChanged
                        || (change instanceof MetadataChange.PartitionChanged partition && partition.before() == null));
    }

    private boolean isHere(TopicImage topic) {
        return topic.partitions().stream()
                .anyMatch(partition -> partition.replicas().contains(broker));
    }

    private boolean flushesEach(MetadataImage image, TopicImage topic) {
        var key = TopicKeys.FLUSH_MESSAGES;
        var own = image.configs(ConfigResource.topic(topic.name())).get(key.name());
        var ofBroker = image.configs(ConfigResource.broker(broker)).get(key.brokerName());
        var ofAll = image.configs(ConfigResource.CLUSTER).get(key.brokerName());
        var ofFile = config.getOrDefault(key.brokerName(), key.defaultValue());
        var value = own != null ? own : ofBroker != null ? ofBroker : ofAll != null ? ofAll : ofFile;
        return Long.parseLong(value.strip()) == 1;
    }
}
