package io.waybill.system.kafka.client.remote;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.Cluster.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Asks a cluster of others about topics. May be used by several threads. Whoever gets no answer in time throws
 * {@link ClusterUnavailableException}.
 */
final class TopicView implements AutoCloseable {

    /** A second broker is asked within it when the first stands still. */
    private static final Duration ANSWER_DEADLINE = Duration.ofMillis(2_500);

    private final Admin admin;

    /** Makes one; it connects when there is something to ask. */
    TopicView(Access access) {
        this.admin = Admin.create(RemoteAdmin.settings(access));
    }

    /** Returns one partition. */
    PartitionView describe(Partition partition) {
        List<PartitionView> views = describe(List.of(partition.topic()));
        return views.stream()
                .filter(view -> view.partition().equals(partition))
                .findFirst()
                .orElseThrow(() -> new ClusterUnavailableException("there is no partition " + partition.name(), null));
    }

    /** Returns all partitions of topics. */
    List<PartitionView> describe(Collection<String> topics) {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().timeoutMs(Math.toIntExact(ANSWER_DEADLINE.toMillis()));
        Map<String, TopicDescription> descriptions = get(
                "about topics " + topics, admin.describeTopics(topics, options).allTopicNames(), ANSWER_DEADLINE);
        List<PartitionView> views = new ArrayList<>();
        descriptions.forEach(
                (topic, description) -> description.partitions().forEach(info -> views.add(view(topic, info))));
        return views;
    }

    /** Returns how far each partition can be read. */
    Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
        Map<TopicPartition, Partition> names = new HashMap<>();
        partitions.forEach(
                partition -> names.put(new TopicPartition(partition.topic(), partition.number()), partition));
        Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(names, OffsetSpec.earliest(), deadline);
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(names, OffsetSpec.latest(), deadline);
        Map<Partition, Bounds> bounds = new TreeMap<>();
        names.forEach((key, partition) -> {
            ListOffsetsResultInfo start = starts.get(key);
            ListOffsetsResultInfo end = ends.get(key);
            if (start == null || end == null) {
                throw new ClusterUnavailableException("no answer about the offsets of " + partition.name(), null);
            }
            bounds.put(
                    partition,
                    new Bounds(start.offset(), end.offset(), end.leaderEpoch().orElse(PartitionView.UNKNOWN)));
        });
        return bounds;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Map<TopicPartition, Partition> names, OffsetSpec which, Duration deadline) {
        Map<TopicPartition, OffsetSpec> request =
                names.keySet().stream().collect(Collectors.toMap(key -> key, key -> which));
        return get(
                "about offsets of " + names.values(), admin.listOffsets(request).all(), deadline);
    }

    private static PartitionView view(String topic, TopicPartitionInfo info) {
        Node leader = info.leader();
        return new PartitionView(
                new Partition(topic, info.partition()),
                leader == null || leader.isEmpty() ? PartitionView.UNKNOWN : leader.id(),
                PartitionView.UNKNOWN,
                info.replicas().stream().map(Node::id).toList(),
                info.isr().stream().map(Node::id).toList());
    }

    private static <T> T get(String question, KafkaFuture<T> answer, Duration deadline) {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new ClusterUnavailableException(
                    "no answer " + question + ": " + (cause == null ? e.getMessage() : cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new ClusterUnavailableException(
                    "no answer " + question + " within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnavailableException("interrupted while asking " + question, e);
        }
    }
}
