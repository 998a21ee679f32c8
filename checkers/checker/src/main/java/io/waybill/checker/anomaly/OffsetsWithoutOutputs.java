package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * The offsets of an aborted transaction were kept.
 *
 * @param commit the offsets that the transaction carried
 * @param aborted its end
 * @param read the committed offset that was read later, or the position at which a member began
 */
public record OffsetsWithoutOutputs(Event.Commit commit, Event.TransactionEnded aborted, Event read)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "offsets-without-outputs",
            "Offsets kept, outputs aborted",
            "A committed offset that was read, or at which a member of the group began to read, can "
                    + "only come from a transaction that certainly was aborted: its inputs are taken as "
                    + "processed although its outputs are not visible.",
            "KIP-98, sendOffsetsToTransaction; KIP-447",
            "",
            """
            c1 in group g generation 1 is assigned in-0
            c1 commits in-0 to 1: ok
            p1 begins t1
            p1 sends a in t1 from in-0 @1 to out-0: ok @0
            c1 commits in-0 to 2 in t1: ok
            p1 aborts t1: ok
            c1 reads committed in-0 to 2
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
        return List.of(Step.proves(commit), Step.proves(aborted), Step.proves(read));
    }

    @Override
    public String contradiction(Names names) {
        return "a transaction of " + names.scope(commit.consumer())
                + " was aborted, and the offsets that it carried were" + " read as committed";
    }
}
