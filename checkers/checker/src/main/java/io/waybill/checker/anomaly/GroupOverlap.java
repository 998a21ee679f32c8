package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * In one generation of a group two members were given the same partition.
 *
 * @param first the assignment to the one
 * @param second the assignment to the other
 * @param partition the partition
 */
public record GroupOverlap(Event.Assigned first, Event.Assigned second, int partition) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "group-overlap",
            "Two members, one partition",
            "Two members of one group were assigned the same partition in the same generation, and "
                    + "the first had neither been revoked it nor closed before the second was given it. A "
                    + "member that is paused and believes that it still has a partition of an older generation "
                    + "is no breach: nobody can tell it; only what it is allowed to do then counts, see "
                    + "zombie-commit.",
            "Kafka documentation, consumer groups; KIP-848",
            "",
            """
            c1 in group g generation 3 is assigned orders-0
            c2 in group g generation 3 is assigned orders-0
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.empty();
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(first), Step.proves(second));
    }

    @Override
    public String contradiction(Names names) {
        return names.partition(partition) + " was assigned to " + names.consumer(first.consumer()) + " and to "
                + names.consumer(second.consumer()) + " in generation " + first.generation() + " of "
                + names.scope(first.consumer());
    }
}
