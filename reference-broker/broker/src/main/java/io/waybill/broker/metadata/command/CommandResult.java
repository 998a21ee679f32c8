package io.waybill.broker.metadata.command;

import io.waybill.broker.metadata.image.PartitionState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a command gave. */
public sealed interface CommandResult {

    /**
     * Returns why nothing was done; {@link MetadataError#NONE} where something was, or was to be seen for each part.
     */
    default MetadataError error() {
        return MetadataError.NONE;
    }

    /**
     * Nothing was changed.
     *
     * @param error why, by Kafka's name
     * @param message why, in words
     */
    record Refused(MetadataError error, String message) implements CommandResult {}

    /** It was done, and there is nothing to say about it. */
    record Done() implements CommandResult {}

    /**
     * The broker is registered.
     *
     * @param epoch of this life
     */
    record Registered(long epoch) implements CommandResult {}

    /**
     * The topic is there.
     *
     * @param topicId its id
     * @param partitions how many
     * @param replicationFactor replicas of each
     */
    record TopicCreated(UUID topicId, int partitions, int replicationFactor) implements CommandResult {}

    /**
     * What became of each partition: of a proposal of in-sync replicas or of an election.
     *
     * @param outcomes in the order of the command
     */
    record Partitions(List<Outcome> outcomes) implements CommandResult {
        /** Copies its list. */
        public Partitions {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * What became of one partition.
     *
     * @param partition which
     * @param error why nothing was done, {@link MetadataError#NONE} where it was
     * @param message the same in words, empty where it was done
     * @param state as it is now, changed or not; null where there is no such partition. A leader must not act on it: it
     *     comes to it through its own image, in the order of everything else
     */
    record Outcome(
            PartitionId partition,
            MetadataError error,
            String message,
            @Nullable PartitionState state) {}

    /**
     * Producer ids that nobody else gets.
     *
     * @param first the first
     * @param count how many from there
     */
    record ProducerIds(long first, int count) implements CommandResult {}
}
