package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A group's committed offset fell back to a commit that had been overwritten.
 *
 * @param older the commit whose value came back
 * @param newer a commit that had overwritten it for sure
 * @param read the committed offset that was read later, or the position at which a member began
 */
public record CommitRegression(Event.Commit older, Event.Commit newer, Event read) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "commit-regression",
            "Committed offset fell back",
            "A committed offset that was read, or at which a member of the group began to read, is "
                    + "the value of a commit that was complete before another commit began, and that one was "
                    + "acknowledged before the read began. Commits of unknown outcome may or may not be the "
                    + "latest. Silent where the newer offset is below the start of the log.",
            "Registers with unknown writes (Knossos, Porcupine); Kafka documentation, consumer groups",
            "",
            """
            c1 in group g generation 1 is assigned orders-0
            c1 commits orders-0 to 5: ok
            c1 commits orders-0 to 8: ok
            c1 reads committed orders-0 to 5
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
        return List.of(Step.proves(older), Step.proves(newer), Step.proves(read));
    }

    @Override
    public String contradiction(Names names) {
        return "the committed offset of " + names.scope(newer.consumer())
                + " fell back to an older commit after a newer" + " one was acknowledged";
    }
}
