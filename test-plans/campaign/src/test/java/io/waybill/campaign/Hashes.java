package io.waybill.campaign;

import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs some seeds in a process of its own and writes what they were to a file. */
final class Hashes {

    private static final long QUORUM_SEEDS = 20;
    private static final long CLUSTER_SEEDS = 4;

    private Hashes() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), all());
    }

    /** Returns a line a seed: those of what is sound, and those of what has a flaw, which fail. */
    static List<String> all() {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= QUORUM_SEEDS; seed++) {
            lines.add(line(QuorumRun.of(RunSpec.of(seed))));
            lines.add(line(QuorumRun.of(RunSpec.of(seed).with(Mutants.of(QuorumMutant.Q4)))));
        }
        for (long seed = 1; seed <= CLUSTER_SEEDS; seed++) {
            lines.add(line(cluster(List.of()).run(seed)));
            lines.add(line(cluster(List.of("R12", "K2")).run(seed)));
        }
        return lines;
    }

    private static Subject cluster(List<String> flaws) {
        return ClusterRun.subject(Subject.DEFAULT_PROFILE, flaws).orElseThrow();
    }

    private static String line(RunResult result) {
        return result.seed() + " " + Long.toHexString(result.hash()) + " "
                + result.verdict().all();
    }
}
