package io.waybill.system.kafka.client;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.system.Cluster.Bounds;
import io.waybill.system.TopicSpec;
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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks the cluster about itself by the official admin client, which is safe for several threads. */
public final class KafkaAdmin implements ClusterAdmin {

    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    /**
     * Shorter for the question that aims a fault: it is asked on the nemesis's own thread, where a repair may be
     * waiting. Long enough for a second node to be asked when the first stands still.
     */
    private static final Duration AIM_DEADLINE = Duration.ofMillis(2_500);

    private static final int REQUEST_TIMEOUT_MILLIS = 1_000;

    private final Admin admin;
    private final List<Integer> nodes;

    /**
     * Makes one; it connects when there is something to ask.
     *
     * @param bootstrap where it begins, {@code host:port} with commas between them
     * @param nodes how many nodes the cluster has
     */
    public KafkaAdmin(String bootstrap, int nodes) {
        this(settings(bootstrap), IntStream.rangeClosed(1, nodes).boxed().toList());
    }

    /**
     * Makes one; it connects when there is something to ask.
     *
     * @param settings the client's, by Kafka's names
     * @param nodes the ids of the cluster's nodes
     */
    public KafkaAdmin(Map<String, Object> settings, List<Integer> nodes) {
        this.nodes = List.copyOf(nodes);
        this.admin = Admin.create(settings);
    }

    private static Map<String, Object> settings(String bootstrap) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "waybill");
        // Short, so that a node that stands still is given up for another one within the whole deadline.
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_DEADLINE.toMillis()));
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 2_000);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public PartitionView describe(Partition partition) {
        List<PartitionView> views = describe(List.of(partition.topic()));
        return views.stream()
                .filter(view -> view.partition().equals(partition))
                .findFirst()
                .orElseThrow(() -> new ClusterUnavailableException("there is no partition " + partition.name(), null));
    }

    @Override
    public QuorumView quorum() {
        QuorumInfo quorum =
                get("about its controllers", admin.describeMetadataQuorum().quorumInfo(), AIM_DEADLINE);
        return new QuorumView(
                quorum.leaderId() < 0 ? QuorumView.UNKNOWN : quorum.leaderId(),
                quorum.voters().stream()
                        .map(QuorumInfo.ReplicaState::replicaId)
                        .sorted()
                        .toList());
    }

    @Override
    public List<PartitionView> describe(Collection<String> topics) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(AIM_DEADLINE.toMillis()));
        Map<String, TopicDescription> descriptions = get(
                "about topics " + topics, admin.describeTopics(topics, options).allTopicNames(), AIM_DEADLINE);
        List<PartitionView> views = new ArrayList<>();
        descriptions.forEach(
                (topic, description) -> description.partitions().forEach(info -> views.add(view(topic, info))));
        return views;
    }

    @Override
    public void createTopics(List<TopicSpec> topics, Duration deadline) {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) topic.replicas())
                        .configs(topic.config()))
                .toList();
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(Math.toIntExact(deadline.toMillis()));
        for (KafkaFuture<Void> created :
                admin.createTopics(wanted, options).values().values()) {
            try {
                get("to the creation of topics", created, deadline);
            } catch (ClusterUnavailableException e) {
                // The client asks again where no answer came in time, and then hears that its first attempt worked.
                if (!(e.getCause() instanceof ExecutionException failed
                        && failed.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String quorumGap(long lag) {
        QuorumInfo quorum =
                get("about its controllers", admin.describeMetadataQuorum().quorumInfo(), ANSWER_DEADLINE);
        return quorum.voters().stream()
                .filter(voter -> voter.logEndOffset() < quorum.highWatermark() - lag)
                .map(voter -> "controller n" + voter.replicaId() + " is at " + voter.logEndOffset() + " of "
                        + quorum.highWatermark())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
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
