package io.waybill.client.consumer;

import io.waybill.client.cluster.TopicLeaders;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** One fetch request of a consumer. */
final class FetchCall {

    private static final int CONSUMER = -1;
    private static final int NO_SESSION_EPOCH = -1;
    private static final int FIRST_WITH_EPOCH = 9;
    private static final int FIRST_WITH_LAST_EPOCH = 12;
    private static final int FIRST_WITH_IDS = 13;
    private static final int FIRST_WITH_RACK = 11;
    private static final int FIRST_WITH_SESSIONS = 7;

    private final ConsumerSettings settings;
    private final List<Asked> parts = new ArrayList<>();

    /**
     * What was asked for a partition, and in which of its states.
     *
     * @param generation that of the partition by then
     */
    record Asked(Assigned part, UUID topicId, LeaderIdAndEpoch leader, long offset, int lastEpoch, long generation) {}

    /** What was said of what was asked. */
    record Answer(Asked asked, FetchResponse.Partition said) {}

    FetchCall(ConsumerSettings settings) {
        this.settings = settings;
    }

    void add(Assigned part, UUID topicId, LeaderIdAndEpoch leader) {
        parts.add(new Asked(part, topicId, leader, part.fetchOffset, part.fetchedEpoch, part.generation));
    }

    List<Asked> parts() {
        return parts;
    }

    Request ofVersion(int version) {
        // In the order in which they were added: a broker fills its answer from the first on.
        Map<String, List<FetchRequest.Partition>> byTopic = new LinkedHashMap<>();
        SortedMap<String, UUID> ids = new TreeMap<>();
        for (Asked asked : parts) {
            var topic = asked.part().part.topic();
            ids.put(topic, asked.topicId());
            byTopic.computeIfAbsent(topic, name -> new ArrayList<>()).add(partition(asked, version));
        }
        var topics = new ArrayList<FetchRequest.Topic>();
        byTopic.forEach((topic, partitions) -> topics.add(
                version >= FIRST_WITH_IDS
                        ? new FetchRequest.Topic("", ids.getOrDefault(topic, TopicLeaders.NO_ID), partitions)
                        : new FetchRequest.Topic(topic, TopicLeaders.NO_ID, partitions)));
        return new FetchRequest(
                CONSUMER,
                -1,
                settings.fetchMaxWaitMillis(),
                settings.fetchMinBytes(),
                settings.fetchMaxBytes(),
                (byte) (settings.committedOnly() ? 1 : 0),
                0,
                version >= FIRST_WITH_SESSIONS ? NO_SESSION_EPOCH : 0,
                topics,
                List.of(),
                version >= FIRST_WITH_RACK ? settings.rack() : "");
    }

    private FetchRequest.Partition partition(Asked asked, int version) {
        return new FetchRequest.Partition(
                asked.part().part.partition(),
                version >= FIRST_WITH_EPOCH ? asked.leader().leaderEpoch() : -1,
                asked.offset(),
                version >= FIRST_WITH_LAST_EPOCH ? asked.lastEpoch() : -1,
                -1,
                settings.partitionFetchBytes(),
                Long.MAX_VALUE);
    }

    /** Returns what is said of each partition that was asked for. */
    List<Answer> answers(FetchResponse response) {
        List<Answer> answers = new ArrayList<>();
        for (FetchResponse.Topic topic : response.topics()) {
            for (FetchResponse.Partition answer : topic.partitions()) {
                for (Asked asked : parts) {
                    boolean same = topic.topic().isEmpty()
                            ? topic.topicId().equals(asked.topicId())
                            : topic.topic().equals(asked.part().part.topic());
                    if (same && asked.part().part.partition() == answer.partition()) {
                        answers.add(new Answer(asked, answer));
                    }
                }
            }
        }
        return answers;
    }
}
