package io.waybill.plan;

import io.waybill.checker.Expectations;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Partition;
import io.waybill.system.ClusterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One way to set up the broker and its clients, what is done to it, and what it must keep.
 *
 * @param name unique in its plan; lower-case words joined by hyphens
 * @param cluster the cluster and its topics
 * @param clients who sends, who receives, how much
 * @param phases what happens when
 * @param faults what breaks; only in the storm
 * @param promise what must hold, and how hard it must have been tried
 */
public record Configuration(
        String name, ClusterSpec cluster, Clients clients, Phases phases, FaultPlan faults, Promise promise) {

    /** Returns every partition of every topic, in the order of the topics. */
    public List<Partition> partitions() {
        return cluster.topics().stream()
                .flatMap(topic ->
                        IntStream.range(0, topic.partitions()).mapToObj(number -> new Partition(topic.name(), number)))
                .toList();
    }

    /** Returns this configuration under another name. */
    public Configuration named(String other) {
        return new Configuration(other, cluster, clients, phases, faults, promise);
    }

    /**
     * Returns this configuration for a cluster to which nothing is done: without faults, its brokers as they are. What
     * must break under the faults may break there.
     */
    public Configuration untouched() {
        return new Configuration(
                name,
                new ClusterSpec(cluster.nodes(), Map.of(), cluster.topics()),
                clients,
                phases,
                new FaultPlan(List.of()),
                promise.withExpectations(promise.expectations().withNothingThatMustBreak()));
    }

    /** Returns this configuration of whose claims something else is expected. */
    public Configuration expecting(Expectations expectations) {
        return new Configuration(name, cluster, clients, phases, faults, promise.withExpectations(expectations));
    }

    /** Returns this configuration with a storm of another length. */
    public Configuration withStorm(Duration storm) {
        return new Configuration(name, cluster, clients, phases.withStorm(storm), faults, promise);
    }

    /** Returns this configuration with no more pressure than so much of each moment. */
    public Configuration withPressureOfAtMost(int required, int wanted) {
        return new Configuration(
                name, cluster, clients, phases, faults, promise.withPressureOfAtMost(required, wanted));
    }
}
