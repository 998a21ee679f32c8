package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A member committed for a partition that had been given to another one in a newer generation.
 *
 * @param successor the newer assignment
 * @param commit the older member's commit, which was acknowledged
 */
public record ZombieCommit(Event.Assigned successor, Event.Commit commit) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "zombie-commit",
            "Fenced member, yet committed",
            "A commit of offsets was invoked with the generation under which a member had been given "
                    + "a partition, after another member had been given it in a newer generation; and it was "
                    + "acknowledged. Silent on commits without a generation, on those invoked before, and on "
                    + "older generations of which nobody else has the partition: a member epoch may lag behind.",
            "Kafka documentation, consumer groups, ILLEGAL_GENERATION; KIP-848, STALE_MEMBER_EPOCH",
            "",
            """
            c1 in group g generation 3 is assigned orders-0
            c2 in group g generation 4 is assigned orders-0
            c1 commits orders-0 to 5 generation 3: ok
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
        return List.of(Step.proves(successor), Step.proves(commit));
    }

    @Override
    public String contradiction(Names names) {
        return "generation " + successor.generation() + " gave the partition to " + names.consumer(successor.consumer())
                + ", and then a commit of " + names.consumer(commit.consumer()) + " from generation "
                + commit.generation() + " was accepted";
    }
}
