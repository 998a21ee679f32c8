package io.waybill.cli;

import io.waybill.campaign.plan.PlanReplay;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedConfiguration;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.runfile.KeptRun;
import io.waybill.runner.RunRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waybill replay}: runs again what a stored simulated run was, and says whether it is the same. */
@Command(
        name = "replay",
        description =
                "Runs a simulated run again from its seed and says whether it is the same run, event by event, with"
                        + " the same verdicts: exit code 0 if so, whatever they are, else 4.")
final class ReplayCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(paramLabel = "RUN", description = "A run: its id, r-2f9c41, the beginning of it, its file, or latest.")
    private String name = "";

    @Mixin
    private StoreOption store = new StoreOption();

    ReplayCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        StoredRun run = new Runs(output, store).require(name);
        refuseWhatCannotBeRepeated(run);
        Plan plan = plan(run);
        PlantedFlaws flaws =
                EnvironmentOption.flaws(new ArrayList<>(run.site().planted().keySet()));
        Interruption interruption = Interruption.ofThisThread();
        try {
            long begin = System.nanoTime();
            var replay = new PlanReplay(plan, Long.decode(run.seed()), flaws);
            List<SimulatedConfiguration> again = replay.run(Version.text());
            ReplayText text = new ReplayText(run, again, System.nanoTime() - begin);
            output.result(text.lines(output.columns()));
            output.flush();
            return text.isSame() ? ExitCode.OK : ExitCode.FAILED;
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(run.plan(), e);
        } finally {
            interruption.close();
        }
    }

    /** The plan as it was run is kept with the run; of older runs there is the name of a shipped one. */
    private static Plan plan(StoredRun run) throws IOException {
        try (KeptRun kept = KeptRun.open(run.path())) {
            Optional<Plan> plan = KeptPlan.of(kept);
            if (plan.isPresent()) {
                return plan.get();
            }
        }
        Optional<String> profile = Optional.of(run.site().profile()).filter(each -> !each.equals(RunRequest.FULL));
        Plan plan = PlanChoice.named(run.plan(), profile);
        return profile.map(plan::scaledTo).orElse(plan);
    }

    private static void refuseWhatCannotBeRepeated(StoredRun run) {
        if (run.verdict().equals(StoredRun.UNFINISHED)) {
            throw new UsageException(run.id() + " has no result: it did not end, so there is nothing that a repetition"
                    + " could be compared with");
        }
        if (!run.site().environment().equals(SimulatedVenue.ENVIRONMENT)) {
            throw new UsageException(run.id() + " took place in the real world (" + run.system() + "), where no two"
                    + " runs are the same: waybill run " + run.plan() + " --seed " + run.seed()
                    + " draws the same faults at the same times");
        }
        if (run.configurations().isEmpty()) {
            throw new UsageException(run.id() + " ended before a configuration was judged: there is nothing that a"
                    + " repetition could be compared with");
        }
    }
}
