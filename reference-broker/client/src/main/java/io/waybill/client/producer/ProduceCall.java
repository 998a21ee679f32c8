package io.waybill.client.producer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.cluster.TopicLeaders;
import io.waybill.client.config.ProducerSettings;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** One produce request: batches of several partitions, one of each. */
final class ProduceCall {

    private static final int FIRST_WITH_IDS = 13;

    private final List<Batch> batches;
    private final ProducerSettings settings;
    private final ClusterMetadata metadata;
    private final SortedMap<String, UUID> ids = new TreeMap<>();

    ProduceCall(List<Batch> batches, ProducerSettings settings, ClusterMetadata metadata) {
        this.batches = List.copyOf(batches);
        this.settings = settings;
        this.metadata = metadata;
        for (Batch batch : batches) {
            var topic = batch.lane.topic;
            ids.put(topic, metadata.topic(topic).map(TopicLeaders::id).orElse(TopicLeaders.NO_ID));
        }
    }

    List<Batch> batches() {
        return batches;
    }

    Request ofVersion(int version) {
        SortedMap<String, List<ProduceRequest.Partition>> byTopic = new TreeMap<>();
        for (Batch batch : batches) {
            byTopic.computeIfAbsent(batch.lane.topic, name -> new ArrayList<>())
                    .add(new ProduceRequest.Partition(batch.lane.partition, Payload.of(batch.bytes())));
        }
        var topics = new ArrayList<ProduceRequest.Topic>();
        byTopic.forEach((topic, partitions) -> topics.add(
                version >= FIRST_WITH_IDS
                        ? new ProduceRequest.Topic("", idOf(topic), partitions)
                        : new ProduceRequest.Topic(topic, TopicLeaders.NO_ID, partitions)));
        return new ProduceRequest(null, settings.acks(), settings.requestTimeoutMillis(), topics);
    }

    private UUID idOf(String topic) {
        return ids.getOrDefault(topic, TopicLeaders.NO_ID);
    }

    /** Returns what is said of each batch, by its number, and passes on who is said to lead instead. */
    SortedMap<Long, ProduceResponse.Partition> answers(ProduceResponse response) {
        SortedMap<Long, ProduceResponse.Partition> answers = new TreeMap<>();
        for (ProduceResponse.Topic topic : response.topics()) {
            for (ProduceResponse.Partition answer : topic.partitions()) {
                for (Batch batch : batches) {
                    boolean same = topic.topic().isEmpty()
                            ? topic.topicId().equals(idOf(batch.lane.topic))
                            : topic.topic().equals(batch.lane.topic);
                    if (same && batch.lane.partition == answer.partition()) {
                        answers.put(batch.number, answer);
                        metadata.hint(
                                new TopicLeaders.Key(batch.lane.topic, idOf(batch.lane.topic)),
                                answer.partition(),
                                answer.currentLeader(),
                                response.nodeEndpoints());
                    }
                }
            }
        }
        return answers;
    }
}
