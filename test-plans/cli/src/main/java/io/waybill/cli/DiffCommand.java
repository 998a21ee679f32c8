package io.waybill.cli;

import io.waybill.cli.diff.DiffJson;
import io.waybill.cli.diff.DiffText;
import io.waybill.cli.diff.RunDiff;
import io.waybill.cli.diff.Side;
import io.waybill.plan.Plan;
import io.waybill.planfile.PlanText;
import io.waybill.report.Pace;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill diff}: what is otherwise between two runs. */
@Command(
        name = "diff",
        description = {
            "Says what is otherwise between two runs: verdicts, environment, plan, pressure, latency, recovery."
                    + " Both are judged anew, by the same judge.",
            "Exit code 1 where a claim is violated that was not, or a control does not break that did; 3 where less is"
                    + " known; else 0."
        })
final class DiffCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run that is compared with.")
    private String then = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The run that is looked at.")
    private String now = "";

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print it as JSON (docs/schema/diff-1.json) instead of text.")
    private boolean json;

    DiffCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Runs runs = new Runs(output, store);
        StoredRun first = runs.require(then);
        StoredRun second = runs.require(now);
        RunDiff diff = RunDiff.of(side(first), side(second));
        int exitCode = diff.isWorse() ? ExitCode.VIOLATED : diff.isLessKnown() ? ExitCode.UNKNOWN : ExitCode.OK;
        if (json) {
            output.raw(DiffJson.of(diff, exitCode));
        } else {
            output.result(DiffText.of(diff, output.columns()));
        }
        return exitCode;
    }

    private static Side side(StoredRun run) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (KeptRun kept = KeptRun.open(run.path());
                Subject subject = Subject.ofRun(run.path(), threads)) {
            Optional<Plan> plan = KeptPlan.of(kept);
            List<Pace> paces = subject.report().judged().stream()
                    .map(each -> Pace.of(subject.reader(each)))
                    .toList();
            return new Side(
                    subject.report(),
                    run.seed(),
                    place(run),
                    plan.map(DiffCommand::settings).orElseGet(TreeMap::new),
                    paces);
        }
    }

    /** How often it is run and where it is kept changes nothing of a run. */
    private static SortedMap<String, String> settings(Plan plan) {
        SortedMap<String, String> settings = PlanText.settings(plan);
        settings.keySet()
                .removeIf(path -> path.equals("seed")
                        || path.equals("repeat")
                        || path.startsWith("report.")
                        || path.startsWith("on-violation."));
        return settings;
    }

    private static SortedMap<String, String> place(StoredRun run) {
        SortedMap<String, String> place = new TreeMap<>();
        place.put("world", run.site().environment());
        place.put("system", run.system());
        if (!run.site().planted().isEmpty()) {
            place.put("planted flaws", run.site().flaws());
        }
        run.manifest().ifPresent(manifest -> place.putAll(manifest.machine()));
        return place;
    }
}
