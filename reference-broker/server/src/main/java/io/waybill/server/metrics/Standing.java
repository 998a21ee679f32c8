package io.waybill.server.metrics;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;

/**
 * How a node stands in the metadata that it knows, counted when somebody asks.
 *
 * @param leads how many partitions it leads
 * @param follows of how many it is another replica
 * @param underReplicated how many of those that it leads lack an in-sync replica
 * @param underMinIsr how many of those that it leads take nothing with {@code acks=all}
 * @param leaderless how many of the cluster nobody leads
 * @param isController whether it was activated last
 * @param controllerEpoch of the last activation that it knows
 * @param appliedIndex how far it has applied the log of the metadata
 */
public record Standing(
        int leads,
        int follows,
        int underReplicated,
        int underMinIsr,
        int leaderless,
        boolean isController,
        long controllerEpoch,
        long appliedIndex) {

    /** Counts; on the loop of the metadata, in time that grows with the number of partitions of the cluster. */
    public static Standing of(int node, MetadataImage image, long appliedIndex) {
        int leads = 0;
        int follows = 0;
        int underReplicated = 0;
        int underMinIsr = 0;
        int leaderless = 0;
        for (TopicImage topic : image.topics()) {
            int minIsr = Integer.parseInt(image.topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, topic.name()));
            for (PartitionState state : topic.partitions()) {
                leaderless += state.hasLeader() ? 0 : 1;
                if (state.leader() == node) {
                    leads++;
                    underReplicated += state.isr().size() < state.replicas().size() ? 1 : 0;
                    underMinIsr += state.isr().size() < minIsr ? 1 : 0;
                } else if (state.replicas().contains(node)) {
                    follows++;
                }
            }
        }
        return new Standing(
                leads,
                follows,
                underReplicated,
                underMinIsr,
                leaderless,
                image.controller() == node,
                image.controllerEpoch(),
                appliedIndex);
    }

    /** Writes it down. */
    public void write(Page page) {
        page.add(Metric.PARTITIONS, leads, "leader");
        page.add(Metric.PARTITIONS, follows, "follower");
        page.add(Metric.UNDER_REPLICATED, underReplicated);
        page.add(Metric.UNDER_MIN_ISR, underMinIsr);
        page.add(Metric.LEADERLESS, leaderless);
        page.add(Metric.CONTROLLER_ACTIVE, isController ? 1 : 0);
        page.add(Metric.CONTROLLER_EPOCH, controllerEpoch);
        page.add(Metric.METADATA_INDEX, appliedIndex);
    }
}
