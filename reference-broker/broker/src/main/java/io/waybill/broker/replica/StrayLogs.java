package io.waybill.broker.replica;

import io.waybill.broker.watch.DiskFailedException;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.PartitionLog;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Deletes the logs of topics that were deleted while this broker was down. The metadata that a broker sees when it is
 * registered are newer than all it has ever acted on, so a topic that they do not know is gone.
 */
final class StrayLogs {

    private static final int ID_LENGTH = 36;

    private final ReplicaContext context;

    StrayLogs(ReplicaContext context) {
        this.context = context;
    }

    /**
     * Deletes them.
     *
     * @param isBeingDeleted says of which topics that is under way already
     */
    void delete(Predicate<UUID> isBeingDeleted) {
        context.environment().disk().list(names -> look(names, isBeingDeleted), failure -> {
            // They stay until the next start.
        });
    }

    private void look(List<String> names, Predicate<UUID> isBeingDeleted) {
        var seen = new TreeSet<TopicPartition>();
        for (String name : names) {
            partitionOf(name).filter(it -> !isBeingDeleted.test(it.topicId())).ifPresent(seen::add);
        }
        for (TopicPartition stray : seen) {
            context.probes().strayLog.hit();
            PartitionLog.delete(
                    context.environment().disk(),
                    Opening.logName(stray),
                    () -> {},
                    failure -> context.environment().crash(new DiskFailedException(failure.toString())));
        }
    }

    /** Returns which partition of this loop's a file's name says, of a topic that the metadata do not know. */
    private Optional<TopicPartition> partitionOf(String name) {
        int dot = name.indexOf('.');
        if (dot <= ID_LENGTH + 1 || name.charAt(ID_LENGTH) != '-') {
            return Optional.empty();
        }
        try {
            UUID topic = UUID.fromString(name.substring(0, ID_LENGTH));
            int partition = Integer.parseInt(name.substring(ID_LENGTH + 1, dot));
            boolean isNone = !context.owned().isMine(topic, partition)
                    || context.image().partition(topic, partition).isPresent();
            return isNone ? Optional.empty() : Optional.of(new TopicPartition(topic, "", partition));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
