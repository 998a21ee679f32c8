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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill replay}: runs again what a kept run was, and says how far it is the same. */
@Command(
        name = "replay",
        description = {
            "Runs a kept run again, with its plan, its seed and its flaws.",
            "A simulated run is the same run, event by event: exit code 0 if so, whatever its verdicts, else 4.",
            "A run of real processes has the same workload, schedule and targets, and its timing is free: it says how"
                    + " often it is violated again, with the exit code of the worst run; each is kept."
        })
final class ReplayCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(paramLabel = "RUN", description = "A run: its id, r-2f9c41, the beginning of it, its file, or latest.")
    private String name = "";

    @Option(names = "--times", paramLabel = "N", description = "How often. Default: once.")
    private int times = 1;

    @Mixin
    private StoreOption store = new StoreOption();

    ReplayCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (times < 1) {
            throw new UsageException("--times must be >= 1, was " + times);
        }
        StoredRun run = new Runs(output, store).require(name);
        refuseWhatCannotBeRepeated(run);
        Plan plan = plan(run);
        PlantedFlaws flaws =
                EnvironmentOption.flaws(new ArrayList<>(run.site().planted().keySet()));
        Interruption interruption = Interruption.ofThisThread();
        try {
            return run.site().environment().equals(SimulatedVenue.ENVIRONMENT)
                    ? simulated(run, plan, flaws)
                    : real(run, plan, interruption);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(run.plan(), e);
        } finally {
            interruption.close();
        }
    }

    private int simulated(StoredRun run, Plan plan, PlantedFlaws flaws) {
        var replay =
                new PlanReplay(run.only().isEmpty() ? plan : plan.only(run.only()), Long.decode(run.seed()), flaws);
        boolean allSame = true;
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            List<SimulatedConfiguration> again = replay.run(Version.text());
            ReplayText text = new ReplayText(run, again, System.nanoTime() - begin);
            output.result(text.lines(output.columns()));
            output.flush();
            allSame &= text.isSame();
        }
        return allSame ? ExitCode.OK : ExitCode.FAILED;
    }

    private int real(StoredRun run, Plan plan, Interruption interruption) throws IOException {
        RunRequest.Places places = StoreOption.places(store.path(output));
        EnvironmentOption environment = new EnvironmentOption();
        environment.orAs(run);
        World.Where where = environment.where(plan, places, output.terminal().directory(), false);
        return new RealReplay(output, run, where).run(plan, times, places, interruption);
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
        String environment = run.site().environment();
        boolean simulated = environment.equals(SimulatedVenue.ENVIRONMENT);
        if (run.seed().isEmpty()) {
            throw new UsageException(run.id() + " has neither a result nor a manifest: nobody knows what it was");
        }
        if (simulated && run.verdict().equals(StoredRun.UNFINISHED)) {
            throw new UsageException(run.id() + " has no result: it did not end, so there is nothing that a repetition"
                    + " could be compared with (waybill run --from " + run.id() + " runs it)");
        }
        if (!EnvironmentOption.isKnown(environment)) {
            throw new UsageException(
                    run.id() + " took place in another world, " + environment + ", which cannot be made"
                            + " again from here: waybill run --from " + run.id() + " with where it is to take place");
        }
        if (simulated && run.configurations().isEmpty()) {
            throw new UsageException(run.id() + " ended before a configuration was judged: there is nothing that a"
                    + " repetition could be compared with");
        }
    }
}
