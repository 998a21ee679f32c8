package io.waybill.broker.admin;

import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers who is in the cluster and who leads what. */
final class MetadataHandler {

    /** Before it, a partition's replicas that are not there are an error, and are left out. */
    private static final int NAMES_OFFLINE_REPLICAS = 1;

    /** Before it, topics have ids only in answers. */
    private static final int ASKS_BY_ID = 12;

    private static final UUID NO_ID = new UUID(0, 0);

    private final ClusterSight sight;
    private final AutoCreation creation;

    MetadataHandler(ClusterSight sight, AutoCreation creation) {
        this.sight = sight;
        this.creation = creation;
    }

    MetadataResponse answer(int version, MetadataRequest request) {
        List<MetadataResponse.Broker> brokers = new ArrayList<>();
        for (var alive : sight.alive()) {
            var address = alive.endpoints().get(0).address();
            brokers.add(new MetadataResponse.Broker(alive.id(), address.host(), address.port(), alive.rack()));
        }
        var asked = request.topics();
        List<MetadataResponse.Topic> topics = new ArrayList<>();
        if (asked == null) {
            sight.image().topics().forEach(topic -> topics.add(known(version, topic)));
        } else {
            // Who asks for one a thousand times would be given a thousand times what it has.
            new LinkedHashSet<>(asked)
                    .forEach(topic -> topics.add(topic(version, topic, request.allowAutoTopicCreation())));
        }
        return new MetadataResponse(brokers, sight.clusterId(), sight.controllerForClients(), topics, ErrorCode.NONE);
    }

    private MetadataResponse.Topic topic(int version, MetadataRequest.Topic asked, boolean mayCreate) {
        String name = asked.topic();
        boolean isById = !asked.topicId().equals(NO_ID);
        if (version < ASKS_BY_ID && (isById || name == null)) {
            return failed(ErrorCode.INVALID_REQUEST, name == null ? "" : name, asked.topicId());
        }
        if (isById) {
            return sight.image()
                    .topic(asked.topicId())
                    .map(topic -> known(version, topic))
                    .orElseGet(() -> failed(ErrorCode.UNKNOWN_TOPIC_ID, null, asked.topicId()));
        }
        if (name == null) {
            return failed(ErrorCode.INVALID_REQUEST, null, NO_ID);
        }
        return sight.image().topic(name).map(topic -> known(version, topic)).orElseGet(() -> missing(name, mayCreate));
    }

    private MetadataResponse.Topic missing(String name, boolean mayCreate) {
        ErrorCode error = ClusterSight.missing(name);
        if (mayCreate && error == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
            // Who asked asks again: by then it may be there.
            creation.create(name);
        }
        return failed(error, name, NO_ID);
    }

    private static MetadataResponse.Topic failed(ErrorCode error, @Nullable String name, UUID id) {
        return new MetadataResponse.Topic(error, name, id, false, List.of());
    }

    private MetadataResponse.Topic known(int version, TopicImage topic) {
        List<MetadataResponse.Partition> partitions = new ArrayList<>();
        for (int i = 0; i < topic.partitions().size(); i++) {
            partitions.add(partition(version, i, topic.partitions().get(i)));
        }
        return new MetadataResponse.Topic(ErrorCode.NONE, topic.name(), topic.id(), false, partitions);
    }

    private MetadataResponse.Partition partition(int version, int number, PartitionState state) {
        boolean namesAll = version >= NAMES_OFFLINE_REPLICAS;
        List<Integer> replicas = namesAll ? state.replicas() : sight.online(state.replicas());
        List<Integer> isr = namesAll ? state.isr() : sight.online(state.isr());
        int leader = sight.leader(state);
        boolean isShort = replicas.size() < state.replicas().size()
                || isr.size() < state.isr().size();
        ErrorCode error = leader == PartitionState.NOBODY
                ? ErrorCode.LEADER_NOT_AVAILABLE
                : isShort ? ErrorCode.REPLICA_NOT_AVAILABLE : ErrorCode.NONE;
        return new MetadataResponse.Partition(
                error, number, leader, state.leaderEpoch(), replicas, isr, sight.offline(state));
    }
}
