package io.waybill.campaign;

import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All planted flaws, with what must expose each. */
public final class MutantCatalogue {

    private static final String LOST = "lost-write";
    private static final String INCONSISTENT = "inconsistent-offset";
    private static final String DUPLICATE = "duplicate-append";
    private static final String REORDERED = "reordered";
    private static final int BUDGET = 2_000;
    private static final int MASKED = 0;
    private static final long NO_SEED = 0;

    private MutantCatalogue() {}

    /** Returns those of the quorum, in the order of the catalogue. */
    public static List<MutantCase> ofQuorum() {
        return List.of(
                quorum("one vote a term", QuorumMutant.Q1),
                quorum("term never regresses", QuorumMutant.Q2),
                quorum("a leader commits its own term", QuorumMutant.Q3),
                quorum("acknowledged is durable", QuorumMutant.Q4),
                quorum("log matching", QuorumMutant.Q5),
                quorum("committed entries stay", QuorumMutant.Q6),
                quorum("stale-read", QuorumMutant.Q7),
                quorum("one membership change at a time", QuorumMutant.Q8),
                quorum("committed is durable on a majority", QuorumMutant.Q9),
                quorum("state machine safety", QuorumMutant.Q10),
                quorum("commit index never regresses", QuorumMutant.Q11),
                new MutantCase(subject(QuorumMutant.Q12), List.of(), List.of(), NO_SEED, MASKED),
                quorum("votes go to complete logs", QuorumMutant.Q12, QuorumMutant.Q12_VOTE));
    }

    private static MutantCase quorum(String expected, QuorumMutant... mutants) {
        return new MutantCase(subject(mutants), List.of(expected), List.of(), NO_SEED, BUDGET);
    }

    private static Subject subject(QuorumMutant... mutants) {
        return QuorumRun.subject(RunSpec.DEFAULT_PROFILE, Mutants.of(mutants));
    }

    /** Returns those of the cluster and its clients, in the order of the catalogue. */
    public static List<MutantCase> ofCluster() {
        List<MutantCase> all = new ArrayList<>();
        all.addAll(ofReplication());
        all.addAll(ofLogs());
        all.addAll(ofProducerStates());
        all.addAll(ofMetadata());
        all.addAll(ofClients());
        return all;
    }

    private static List<MutantCase> ofReplication() {
        return List.of(
                flaw("R1", "acknowledged is committed").seenAs(LOST),
                flaw("R2", "the high watermark is replicated").seenAs(LOST, INCONSISTENT),
                flaw("R3", "the high watermark is replicated").seenAs(LOST, INCONSISTENT),
                flaw("R4", "replica logs match", "committed logs agree").seenAs(LOST, INCONSISTENT, DUPLICATE),
                flaw("R5", "committed batches stay").unseen(),
                flaw("R6", "replica logs match", "committed logs agree").seenAs(LOST, INCONSISTENT, DUPLICATE),
                flaw("R7", "elections are clean").by(42).seenAs(LOST, INCONSISTENT),
                flaw("R8", "enough replicas commit").seenAs(LOST, INCONSISTENT),
                flaw("R9", "enough replicas commit").seenAs(LOST, INCONSISTENT),
                flaw("R10", "the ISR is agreed").seenAs(LOST, INCONSISTENT),
                flaw("R11", "in-sync replicas are complete").seenAs(LOST, INCONSISTENT),
                flaw("R12", "served is committed").seenAs(INCONSISTENT),
                flaw("R13", "served is committed").seenAs(INCONSISTENT),
                flaw("R14", "epochs grow", "ends do not fall").by(56).unseen(),
                flaw("R15", "ends do not fall").by(66).unseen());
    }

    private static List<MutantCase> ofLogs() {
        return List.of(
                flaw("S1", "the high watermark is replicated").seenAs(LOST, INCONSISTENT),
                flaw("S2", "logs come back").unseen(),
                flaw("S3", "logs stay sound").by(622).unseen(),
                flaw("S4", "committed batches stay").by(10).unseen(),
                flaw("S5", "replica logs match", "committed batches stay")
                        .by(100)
                        .unseen());
    }

    private static List<MutantCase> ofProducerStates() {
        return List.of(
                flaw("I1", DUPLICATE).seenAs(DUPLICATE),
                flaw("I2,K4", DUPLICATE).by(61).seenAs(DUPLICATE),
                flaw("I3", DUPLICATE).seenAs(DUPLICATE),
                flaw("I4", LOST).by(262).seenAs(LOST),
                flaw("I5", "acknowledged is committed").seenAs(LOST),
                flaw("I6").masked(),
                flaw("I6,K4", DUPLICATE).seenAs(DUPLICATE),
                flaw("I7", REORDERED).under("crashes").by(197).seenAs(REORDERED));
    }

    private static List<MutantCase> ofMetadata() {
        return List.of(
                flaw("C1").masked(),
                flaw("C1,C1V", "in-sync replicas are complete", "the high watermark is replicated")
                        .by(253)
                        .unseen(),
                flaw("C2", "one leader an epoch").unseen(),
                flaw("C3").masked(),
                flaw("C3,C3V", "the controller in charge decides").by(10).unseen(),
                flaw("C4", "the ISR is sound").unseen(),
                flaw("C5", "one leader an epoch").seenAs(LOST, INCONSISTENT));
    }

    private static List<MutantCase> ofClients() {
        return List.of(
                flaw("K1", "aborted-read").by(27).seenAs("aborted-read"),
                flaw("K2", DUPLICATE).seenAs(DUPLICATE),
                flaw("K3", DUPLICATE).seenAs(DUPLICATE),
                flaw("K4").masked());
    }

    private static Planted flaw(String ids, String... expected) {
        return new Planted(ids, Subject.DEFAULT_PROFILE, List.of(expected), NO_SEED);
    }

    /** A flaw of which it is still to be said what clients see. */
    private record Planted(String ids, String profile, List<String> expected, long seed) {

        /** Says under which storms it shows. */
        Planted under(String other) {
            return new Planted(ids, other, expected, seed);
        }

        /** Says which seed exposed it last. */
        Planted by(long known) {
            return new Planted(ids, profile, expected, known);
        }

        MutantCase seenAs(String... visible) {
            return new MutantCase(subject(), expected, List.of(visible), seed, BUDGET);
        }

        /** Clients would have to be luckier than a budget of seeds allows. */
        MutantCase unseen() {
            return new MutantCase(subject(), expected, List.of(), seed, BUDGET);
        }

        MutantCase masked() {
            return new MutantCase(subject(), List.of(), List.of(), seed, MASKED);
        }

        private Subject subject() {
            return ClusterRun.subject(profile, Arrays.asList(ids.split(",", -1)))
                    .orElseThrow(() -> new IllegalArgumentException("one of the flaws " + ids + " is not known"));
        }
    }
}
