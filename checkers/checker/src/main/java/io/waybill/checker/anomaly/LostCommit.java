package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A group's committed offset is the value of no commit that could be the latest.
 *
 * @param newest an acknowledged commit that it ignores
 * @param read the committed offset that was read later, or the position at which a member began
 */
public record LostCommit(Event.Commit newest, Event read) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "lost-commit",
            "Commit lost",
            "After a commit was acknowledged, a committed offset was read, or a member of the group "
                    + "began to read at a position, that nobody committed. Silent where a member crashed "
                    + "before, whose last commit is not recorded, where nothing was committed before, and where "
                    + "the committed offset is below the start of the log.",
            "Registers with unknown writes (Knossos, Porcupine); Kafka documentation, consumer groups",
            "",
            """
            c1 in group g generation 1 is assigned orders-0
            c1 commits orders-0 to 5: ok
            c1 reads committed orders-0 to 0
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
        return List.of(Step.proves(newest), Step.proves(read));
    }

    @Override
    public String contradiction(Names names) {
        return "a commit of " + names.scope(newest.consumer())
                + " was acknowledged, and the committed offset read after it" + " is one that nobody committed";
    }
}
