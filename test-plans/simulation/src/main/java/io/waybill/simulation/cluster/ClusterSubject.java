package io.waybill.simulation.cluster;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.frame.ClusterFrames;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.util.List;

/** A broker cluster as something that seeds are runs of. */
record ClusterSubject(String profile, ClusterFlaws planted) implements Subject {

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public List<Flaw> flaws() {
        return planted.all();
    }

    @Override
    public RunResult run(long seed, Trace trace) {
        ClusterSetup setup = ClusterDraw.of(seed, profile, planted.nodes());
        return ClusterRun.of(setup.with(setup.shape().with(planted.clients())), trace)
                .run();
    }

    @Override
    public FrameDescriber frames() {
        return new ClusterFrames();
    }
}
