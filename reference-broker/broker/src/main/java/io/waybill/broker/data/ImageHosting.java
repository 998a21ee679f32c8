package io.waybill.broker.data;

import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Endpoint;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import java.util.Optional;
import java.util.UUID;

/** Looks replicas up through the metadata, which say what there should be and who has it. */
final class ImageHosting implements Hosting {

    private final int broker;
    private final MetadataImage image;
    private final LocalReplicas replicas;

    ImageHosting(int broker, MetadataImage image, LocalReplicas replicas) {
        this.broker = broker;
        this.image = image;
        this.replicas = replicas;
    }

    @Override
    public int broker() {
        return broker;
    }

    @Override
    public Lookup byName(String topic, int partition) {
        return image.topic(topic)
                .map(found -> find(found, partition))
                .orElseGet(() -> nothing(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
    }

    @Override
    public Lookup byId(UUID topic, int partition) {
        return image.topic(topic)
                .map(found -> find(found, partition))
                .orElseGet(() -> nothing(ErrorCode.UNKNOWN_TOPIC_ID));
    }

    private static Lookup nothing(ErrorCode error) {
        return new Lookup(null, error, LeaderIdAndEpoch.NONE);
    }

    private Lookup find(TopicImage topic, int partition) {
        if (!topic.has(partition)) {
            return nothing(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        }
        PartitionState state = topic.partitions().get(partition);
        var leader = new LeaderIdAndEpoch(state.leader(), state.leaderEpoch());
        var of = new TopicPartition(topic.id(), topic.name(), partition);
        return replicas.find(of)
                .map(replica -> new Lookup(replica, ErrorCode.NONE, leader))
                .orElseGet(() -> new Lookup(
                        null,
                        replicas.isOffline(of) ? ErrorCode.KAFKA_STORAGE_ERROR : ErrorCode.NOT_LEADER_OR_FOLLOWER,
                        leader));
    }

    @Override
    public Optional<NodeEndpoint> endpoint(int id) {
        BrokerRegistration registration = image.broker(id).orElse(null);
        if (registration == null || registration.endpoints().isEmpty()) {
            return Optional.empty();
        }
        Endpoint address = registration.endpoints().get(0).address();
        return Optional.of(new NodeEndpoint(id, address.host(), address.port(), registration.rack()));
    }

    @Override
    public boolean isRegistered(int id, long brokerEpoch) {
        return image.broker(id).filter(known -> known.epoch() == brokerEpoch).isPresent();
    }
}
