package io.waybill.simulation.cluster;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.frame.ClusterFrames;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A broker cluster as something that seeds are runs of. */
record ClusterSubject(String profile, BrokerMutants mutants) implements Subject {

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        mutants.replication().forEach(each -> flaws.add(new Flaw(each.id(), each.description())));
        mutants.log().on().forEach(each -> flaws.add(new Flaw(each.id(), words(each.name()))));
        mutants.metadata().on().forEach(each -> flaws.add(new Flaw(each.id(), each.description())));
        mutants.quorum().on().forEach(each -> flaws.add(new Flaw(each.id(), each.description())));
        return flaws;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public RunResult run(long seed, Trace trace) {
        return ClusterRun.of(ClusterDraw.of(seed, profile, mutants), trace).run();
    }

    @Override
    public FrameDescriber frames() {
        return new ClusterFrames();
    }
}
