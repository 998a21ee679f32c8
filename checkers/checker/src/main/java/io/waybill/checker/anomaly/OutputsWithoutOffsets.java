package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A transaction was committed, and the offsets that it carried were not kept.
 *
 * @param commit the offsets that the transaction carried
 * @param committed its acknowledged commit
 * @param read the committed offset that was read later, or the position at which a member began
 */
public record OutputsWithoutOffsets(Event.Commit commit, Event.TransactionEnded committed, Event read)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "outputs-without-offsets",
            "Outputs kept, offsets lost",
            "As commit-regression and lost-commit, where the commit that is ignored is part of a "
                    + "committed transaction: its inputs will be processed again although its outputs are "
                    + "visible.",
            "KIP-98, sendOffsetsToTransaction; KIP-447",
            "",
            """
            c1 in group g generation 1 is assigned in-0
            p1 begins t1
            p1 sends a in t1 from in-0 @0 to out-0: ok @0
            c1 commits in-0 to 1 in t1: ok
            p1 commits t1: ok
            c1 reads committed in-0 to 0
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
        return List.of(Step.proves(commit), Step.proves(committed), Step.proves(read));
    }

    @Override
    public String contradiction(Names names) {
        return "a transaction of " + names.scope(commit.consumer())
                + " was committed, and the offsets that it carried are" + " not the ones that were read after it";
    }
}
