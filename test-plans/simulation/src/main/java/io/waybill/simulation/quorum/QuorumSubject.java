package io.waybill.simulation.quorum;

import io.waybill.raft.settings.Mutants;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.util.List;

/** The quorum as something that seeds are runs of. */
record QuorumSubject(String profile, Mutants mutants) implements Subject {

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public List<Flaw> flaws() {
        return mutants.on().stream()
                .map(each -> new Flaw(each.id(), each.description()))
                .toList();
    }

    @Override
    public RunResult run(long seed, Trace trace) {
        return QuorumRun.of(new RunSpec(seed, profile, mutants), trace);
    }

    @Override
    public FrameDescriber frames() {
        return new QuorumFrames();
    }
}
