package io.waybill.campaign;

import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.simulation.Subject;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A planted flaw, or a pair of which one unmasks the other, and what must expose it.
 *
 * @param subject what has the flaw
 * @param expected the ids of findings of which one is enough, the most telling first
 * @param budget how many seeds it may take; 0 where nothing can expose it alone
 */
public record MutantCase(Subject subject, List<String> expected, int budget) {

    private static final int BUDGET = 2_000;

    public MutantCase {
        expected = List.copyOf(expected);
    }

    /** Returns those of the quorum, in the order of the catalogue. */
    public static List<MutantCase> ofQuorum() {
        return List.of(
                of("one vote a term", QuorumMutant.Q1),
                of("term never regresses", QuorumMutant.Q2),
                of("a leader commits its own term", QuorumMutant.Q3),
                of("acknowledged is durable", QuorumMutant.Q4),
                of("log matching", QuorumMutant.Q5),
                of("committed entries stay", QuorumMutant.Q6),
                of("stale-read", QuorumMutant.Q7),
                of("one membership change at a time", QuorumMutant.Q8),
                of("committed is durable on a majority", QuorumMutant.Q9),
                of("state machine safety", QuorumMutant.Q10),
                of("commit index never regresses", QuorumMutant.Q11),
                new MutantCase(quorum(QuorumMutant.Q12), List.of(), 0),
                of("votes go to complete logs", QuorumMutant.Q12, QuorumMutant.Q12_VOTE));
    }

    private static MutantCase of(String expected, QuorumMutant... mutants) {
        return new MutantCase(quorum(mutants), List.of(expected), BUDGET);
    }

    private static Subject quorum(QuorumMutant... mutants) {
        return QuorumRun.subject(RunSpec.DEFAULT_PROFILE, Mutants.of(mutants));
    }

    /** Returns the ids of its flaws: {@code Q4}, or {@code Q12,Q12V} for a pair. */
    public String ids() {
        return subject.flaws().stream().map(Subject.Flaw::id).collect(Collectors.joining(","));
    }

    /** Returns whether another layer hides it, so that alone it does no harm. */
    public boolean isMasked() {
        return budget == 0;
    }
}
