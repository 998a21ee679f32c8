package io.waybill.system.kafka.client;

import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.FoundOffset;
import io.waybill.client.admin.NewTopic;
import io.waybill.client.admin.OffsetSpec;
import io.waybill.client.admin.QuorumDescription;
import io.waybill.client.consumer.TopicPart;
import io.waybill.environment.Endpoint;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.server.client.ReferenceAdmin;
import io.waybill.server.client.ReferenceClients;
import io.waybill.system.Cluster.Bounds;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a cluster about itself, and sets it up, by the reference administrator, which can go around the proxies that
 * clients go through: who aims a fault must not be hit by it. May be used by several threads. Whoever gets no answer in
 * time throws {@link ClusterUnavailableException}.
 */
public final class ReferenceView implements ClusterView, AutoCloseable {

    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    /** Shorter for the question that aims a fault: on the nemesis's own thread a repair may be waiting. */
    private static final Duration AIM_DEADLINE = Duration.ofMillis(1_200);

    private static final String EXISTS = "TOPIC_ALREADY_EXISTS";

    private final ReferenceClients clients;
    private final ReferenceAdmin admin;
    private final Witnesses witnesses;
    private final List<Integer> nodes;
    private final SortedMap<String, List<Integer>> groups;

    /**
     * Makes one; it connects when there is something to ask.
     *
     * @param around where to connect for an address that a node announces, one for each node
     * @param groups the ids of clients whose links are in our hands, by the name of their group
     */
    public ReferenceView(Map<Endpoint, Endpoint> around, SortedMap<String, List<Integer>> groups) {
        this.nodes = IntStream.rangeClosed(1, around.size()).boxed().toList();
        this.groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        Map<String, String> config = Map.of(
                "client.id",
                "waybill",
                // Short, so that a node that stands still is given up for another one within the whole deadline.
                "request.timeout.ms",
                "1000",
                "default.api.timeout.ms",
                Long.toString(ANSWER_DEADLINE.toMillis()),
                "retry.backoff.max.ms",
                "200");
        String bootstrap = around.keySet().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        this.clients = ReferenceClients.open(bootstrap, around);
        this.admin = clients.admin(config);
        this.witnesses = new Witnesses(around, config);
    }

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public SortedMap<String, List<Integer>> clients() {
        return groups;
    }

    @Override
    public PartitionView describe(Partition partition) {
        return describe(List.of(partition.topic())).stream()
                .filter(view -> view.partition().equals(partition))
                .findFirst()
                .orElseThrow(() -> new ClusterUnavailableException("there is no partition " + partition.name(), null));
    }

    /** Returns all partitions of the topics. */
    List<PartitionView> describe(Collection<String> topics) {
        List<PartitionView> views = new ArrayList<>();
        for (String topic : topics) {
            witnesses
                    .describe(topic, AIM_DEADLINE)
                    .forEach(each -> views.add(new PartitionView(
                            new Partition(topic, each.number()),
                            each.leader() < 0 ? PartitionView.UNKNOWN : each.leader(),
                            each.leaderEpoch() < 0 ? PartitionView.UNKNOWN : each.leaderEpoch(),
                            each.replicas(),
                            each.inSync())));
        }
        return views;
    }

    @Override
    public QuorumView quorum() {
        QuorumDescription quorum = get("about its controllers", admin.describeQuorum(), AIM_DEADLINE);
        return new QuorumView(
                quorum.leader() < 0 ? QuorumView.UNKNOWN : quorum.leader(),
                quorum.voters().stream()
                        .map(QuorumDescription.Member::id)
                        .sorted()
                        .toList());
    }

    /** Creates topics that are not there. A broker that is slow to start may take as long as it starts. */
    void createTopics(List<TopicSpec> topics, Duration deadline) {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        for (TopicSpec topic : topics) {
            boolean isThere = false;
            while (!isThere) {
                isThere = isCreated(topic, deadlineNanos);
            }
        }
    }

    /** Returns false where nobody knows and there is still time to try again. */
    private boolean isCreated(TopicSpec topic, long deadlineNanos) {
        NewTopic wanted =
                NewTopic.of(topic.name(), topic.partitions(), topic.replicas()).with(topic.config());
        String question = "to the creation of topic " + topic.name();
        AdminResult<UUID> result;
        try {
            result = answer(question, admin.createTopic(wanted), ANSWER_DEADLINE);
        } catch (ClusterUnavailableException e) {
            if (System.nanoTime() - deadlineNanos >= 0 || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
        if (result instanceof AdminResult.Failed<UUID> failed && !failed.error().equals(EXISTS)) {
            throw new ClusterUnavailableException(
                    "topic " + topic.name() + " cannot be created: " + failed.error() + ": " + failed.reason(), null);
        }
        return !(result instanceof AdminResult.Unknown<UUID>);
    }

    /**
     * Returns what keeps the controllers from being whole; empty where nothing does.
     *
     * @param lag how far a controller may be behind and still count as up to date
     */
    String quorumGap(long lag) {
        QuorumDescription quorum = get("about its controllers", admin.describeQuorum(), ANSWER_DEADLINE);
        return quorum.voters().stream()
                .filter(voter -> voter.logEnd() < quorum.highWatermark() - lag)
                .map(voter ->
                        "controller n" + voter.id() + " is at " + voter.logEnd() + " of " + quorum.highWatermark())
                .collect(Collectors.joining(", "));
    }

    /** Returns how far each partition can be read. */
    Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
        Map<Partition, Bounds> bounds = new TreeMap<>();
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        for (Partition partition : partitions) {
            FoundOffset start = offset(partition, OffsetSpec.EARLIEST, deadlineNanos);
            FoundOffset end = offset(partition, OffsetSpec.LATEST, deadlineNanos);
            bounds.put(
                    partition,
                    new Bounds(
                            start.offset(),
                            end.offset(),
                            end.leaderEpoch() < 0 ? PartitionView.UNKNOWN : end.leaderEpoch()));
        }
        return bounds;
    }

    private FoundOffset offset(Partition partition, OffsetSpec which, long deadlineNanos) {
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        FoundOffset found = get(
                "about the offsets of " + partition.name(),
                admin.offset(new TopicPart(partition.topic(), partition.number()), which),
                left);
        if (found.offset() < 0) {
            throw new ClusterUnavailableException("no answer about the offsets of " + partition.name(), null);
        }
        return found;
    }

    /** Ends it, without waiting for anybody. */
    @Override
    public void close() {
        witnesses.close();
        clients.close();
    }

    private static <T> T get(String question, CompletableFuture<AdminResult<T>> future, Duration deadline) {
        return answer(question, future, deadline)
                .match(
                        AdminResult.Done::value,
                        failed -> {
                            throw new ClusterUnavailableException(
                                    "no answer " + question + ": " + failed.error() + ": " + failed.reason(), null);
                        },
                        unknown -> {
                            throw new ClusterUnavailableException(
                                    "no answer " + question + ": " + unknown.error() + ": " + unknown.reason(), null);
                        });
    }

    private static <T> AdminResult<T> answer(
            String question, CompletableFuture<AdminResult<T>> future, Duration deadline) {
        try {
            return future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new ClusterUnavailableException("no answer " + question + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ClusterUnavailableException(
                    "no answer " + question + " within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnavailableException("interrupted while asking " + question, e);
        }
    }
}
