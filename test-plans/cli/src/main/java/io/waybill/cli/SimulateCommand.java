package io.waybill.cli;

import io.waybill.campaign.Campaign;
import io.waybill.campaign.CampaignListener;
import io.waybill.campaign.SeedRange;
import io.waybill.campaign.Summary;
import io.waybill.fault.Swarm;
import io.waybill.planfile.tree.Similar;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.SpaceTime;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.quorum.QuorumRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill simulate}: runs seeds of our own cluster in a world that breaks as a seed says. */
@Command(
        name = "simulate",
        description = "Runs seeds of our own components in a simulated world: \"simulate quorum\" the controllers,"
                + " \"simulate broker\" a whole cluster.",
        footer = {
            "",
            "Each seed is a whole run: a storm of faults, the recovery of a healed core, a drain, a verdict. The same"
                    + " seed is the same run, event by event, on any machine. docs/simulation.md says more."
        })
final class SimulateCommand implements Callable<Integer> {

    private static final double NANOS_A_SECOND = 1e9;
    private static final int MOST_SHOWN = 20;
    private static final List<String> SUBJECTS = List.of("quorum", "broker");

    private final Output output;

    @Parameters(paramLabel = "WHAT", description = "What is simulated: quorum or broker.")
    private String what = "";

    @Option(
            names = "--seeds",
            defaultValue = "1..1000",
            paramLabel = "A..B",
            description = "Which seeds, or one. Default: ${DEFAULT-VALUE}.")
    private String seeds = "";

    @Option(
            names = "--profile",
            defaultValue = Subject.DEFAULT_PROFILE,
            paramLabel = "NAME",
            description = "What may break: default, all-on, calm, network, crashes, disks, clocks, unguarded. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String profile = "";

    @Option(
            names = "--mutant",
            split = ",",
            paramLabel = "ID",
            description = "Plants these flaws, such as Q4: the runs ought to fail. docs/mutants.md lists them.")
    private List<String> mutants = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "How many seeds run at once. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--trace", description = "Of one seed, shows what led to its first finding, event by event.")
    private boolean trace;

    @Option(names = "--from", paramLabel = "S", description = "With --trace: from this virtual second on.")
    private @Nullable Double from;

    @Option(names = "--to", paramLabel = "S", description = "With --trace: up to this virtual second.")
    private @Nullable Double to;

    @Option(
            names = "--lines",
            defaultValue = "200",
            paramLabel = "N",
            description = "With --trace: the last N lines at most. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--json", description = "Print the result as JSON instead of text.")
    private boolean json;

    SimulateCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        SeedRange range = seeds();
        Subject subject = subject();
        if (trace) {
            return trace(subject, range.first());
        }
        var text = new SimulationText(output.columns(), subject);
        Interruption interruption = Interruption.ofThisThread();
        try {
            Summary summary = Campaign.run(range, threads, subject::run, watch(text));
            if (json) {
                output.raw(SimulationJson.of(subject, range, summary));
            } else {
                output.result(text.summary(range, summary));
            }
            output.flush();
            return exitCode(summary);
        } finally {
            interruption.close();
        }
    }

    /** Of the first failing seeds each gets its lines; hundreds of them would say no more. */
    private CampaignListener watch(SimulationText text) {
        return new CampaignListener() {
            private int shown;

            @Override
            public void ran(RunResult result) {
                if (!json && !result.verdict().isOk() && ++shown <= MOST_SHOWN) {
                    output.result(text.failing(result));
                    output.flush();
                }
            }

            @Override
            public void broke(long seed, Throwable cause) {
                output.complain("seed " + seed + " could not be run to its end: " + cause);
                Failures.keep(cause).ifPresent(file -> output.complain("details are in " + file));
                output.flush();
            }
        };
    }

    private static int exitCode(Summary summary) {
        if (!summary.broken().isEmpty()) {
            return ExitCode.FAILED;
        }
        if (!summary.failing().isEmpty()) {
            return ExitCode.VIOLATED;
        }
        if (summary.stopped()) {
            return ExitCode.INTERRUPTED;
        }
        return summary.exercised() == 0 ? ExitCode.UNKNOWN : ExitCode.OK;
    }

    private int trace(Subject subject, long seed) {
        SpaceTime.View view = from == null && to == null
                ? SpaceTime.toTheFinding(subject, seed)
                : SpaceTime.between(subject, seed, nanos(from, 0), nanos(to, Long.MAX_VALUE));
        var text = new SimulationText(output.columns(), subject);
        List<Line> page = new ArrayList<>();
        for (String row : SpaceTime.diagram(view.trace().lines(), lines)) {
            page.add(Line.of(row));
        }
        page.add(Line.EMPTY);
        page.addAll(text.verdict(view.result()));
        output.result(page);
        return view.result().verdict().isOk() ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private static long nanos(@Nullable Double seconds, long otherwise) {
        return seconds == null ? otherwise : (long) (seconds * NANOS_A_SECOND);
    }

    private SeedRange seeds() {
        if (!SUBJECTS.contains(what)) {
            throw new UsageException("nothing is called \"" + what + "\" that could be simulated: expected "
                    + String.join(" or ", SUBJECTS));
        }
        if (threads < 1 || lines < 1) {
            throw new UsageException("--threads and --lines must be >= 1, were " + threads + " and " + lines);
        }
        try {
            SeedRange range = SeedRange.parse(seeds);
            if (trace && range.size() > 1) {
                throw new UsageException("--trace shows one seed, such as --seeds 17; --seeds was " + seeds);
            }
            return range;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--seeds: " + e.getMessage());
        }
    }

    private Subject subject() {
        List<String> profiles = Swarm.profiles().stream().map(Swarm::name).toList();
        if (!profiles.contains(profile)) {
            throw new UsageException("unknown profile \"" + profile + "\"" + Similar.hint(profile, profiles)
                    + " (one of " + String.join(", ", profiles) + ")");
        }
        List<String> ids = mutants.stream().map(String::strip).toList();
        return what.equals("quorum") ? quorum(ids) : broker(ids);
    }

    private Subject quorum(List<String> ids) {
        List<QuorumMutant> planted = new ArrayList<>();
        for (String id : ids) {
            planted.add(Arrays.stream(QuorumMutant.values())
                    .filter(each -> each.id().equalsIgnoreCase(id))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            "unknown mutant \"" + id + "\", expected Q1 to Q12 or Q12V (docs/mutants.md)")));
        }
        return QuorumRun.subject(profile, new Mutants(planted));
    }

    private Subject broker(List<String> ids) {
        for (String id : ids) {
            if (ClusterRun.subject(profile, List.of(id)).isEmpty()) {
                throw new UsageException(EnvironmentOption.unknown(id));
            }
        }
        return ClusterRun.subject(profile, ids).orElseThrow();
    }

    static Line sign(boolean ok) {
        return Line.indented(2).plus(ok ? "✓ " : "✕ ", ok ? Tone.HOLDS : Tone.VIOLATED);
    }
}
