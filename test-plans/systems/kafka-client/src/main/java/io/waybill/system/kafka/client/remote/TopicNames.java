package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import io.waybill.system.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a run's topics are called on a cluster that others use too: nobody else has a topic of that name.
 *
 * @param prefix stands before each name
 */
record TopicNames(String prefix) {

    private static final int TOKEN_LENGTH = 8;

    /** Returns the names of a run's topics: {@code waybill-r-2f9c41-0b1d52fa-orders}, other ones for each call. */
    static TopicNames ofRun(String run) {
        String here = run + " " + ProcessHandle.current().pid() + " " + Instant.now() + " " + System.nanoTime();
        String token = UUID.nameUUIDFromBytes(here.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, TOKEN_LENGTH);
        return new TopicNames("waybill-" + run + "-" + token + "-");
    }

    /** Returns the topics under their names there. */
    List<TopicSpec> there(List<TopicSpec> topics) {
        return topics.stream()
                .map(topic ->
                        new TopicSpec(prefix + topic.name(), topic.partitions(), topic.replicas(), topic.config()))
                .toList();
    }

    /** Returns a plan's partition by its name there. */
    Partition there(Partition partition) {
        return new Partition(prefix + partition.topic(), partition.number());
    }

    /** Returns a partition there by its name in the plan. */
    Partition here(Partition partition) {
        if (!partition.topic().startsWith(prefix)) {
            throw new IllegalArgumentException(
                    "a topic of this run must begin with " + prefix + ", was " + partition.topic());
        }
        return new Partition(partition.topic().substring(prefix.length()), partition.number());
    }
}
