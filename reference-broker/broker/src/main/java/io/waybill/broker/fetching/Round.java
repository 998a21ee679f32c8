package io.waybill.broker.fetching;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One fetch of several replicas: what was asked for, and whose answer is which. */
final class Round {

    private static final String NO_RACK = "";

    private final List<Asked> asked = new ArrayList<>();
    private final SortedMap<UUID, SortedMap<Integer, Asked>> open = new TreeMap<>();

    /** One replica's part, as it was when it asked. */
    record Asked(Follower follower, long term, long fetchOffset) {

        /** Returns whether the replica still follows as it did when it asked. */
        boolean isCurrent() {
            return follower.term() == term;
        }
    }

    /** Adds a replica that is ready. */
    void add(Follower follower) {
        var part = new Asked(follower, follower.term(), follower.replica().promisedOffset());
        TopicPartition of = follower.replica().partition();
        open.computeIfAbsent(of.topicId(), id -> new TreeMap<>()).put(of.partition(), part);
        asked.add(part);
        follower.asked();
    }

    /** Returns all parts, in the order in which they were added. */
    List<Asked> asked() {
        return asked;
    }

    /** Takes out the part that an answer belongs to; null where it was not asked for, or is answered twice. */
    @Nullable
    Asked take(FetchResponse.Topic topic, int partition) {
        var ofTopic = open.get(topic.topicId());
        return ofTopic == null ? null : ofTopic.remove(partition);
    }

    /** Returns the parts that have not been taken out. */
    List<Asked> unanswered() {
        var left = new ArrayList<Asked>();
        open.values().forEach(ofTopic -> left.addAll(ofTopic.values()));
        return left;
    }

    /** Returns the request, for version 13 or newer: topics by id, in the order in which they were added. */
    FetchRequest request(int replicaId, long brokerEpoch, FetchSettings settings) {
        var order = new ArrayList<UUID>();
        var partitions = new TreeMap<UUID, List<FetchRequest.Partition>>();
        for (Asked part : asked) {
            UUID topic = part.follower.replica().partition().topicId();
            partitions
                    .computeIfAbsent(topic, id -> {
                        order.add(id);
                        return new ArrayList<>();
                    })
                    .add(partition(part, settings));
        }
        var topics = new ArrayList<FetchRequest.Topic>();
        for (UUID topic : order) {
            topics.add(new FetchRequest.Topic("", topic, partitions.getOrDefault(topic, List.of())));
        }
        return new FetchRequest(
                replicaId,
                brokerEpoch,
                settings.maxWaitMillis(),
                1,
                settings.responseMaxBytes(),
                (byte) 0,
                0,
                -1,
                topics,
                List.of(),
                NO_RACK);
    }

    private static FetchRequest.Partition partition(Asked part, FetchSettings settings) {
        Followed replica = part.follower.replica();
        return new FetchRequest.Partition(
                replica.partition().partition(),
                part.follower.leaderEpoch(),
                part.fetchOffset,
                part.follower.ignoresEpochs() ? -1 : replica.lastEpoch(),
                replica.logStartOffset(),
                settings.partitionMaxBytes(),
                replica.highWatermark());
    }
}
