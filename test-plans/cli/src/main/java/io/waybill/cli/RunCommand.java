package io.waybill.cli;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.runner.KeptCluster;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill run}: runs a plan against a cluster and judges what was recorded. */
@Command(
        name = "run",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Starts a cluster, sends and receives, breaks what the plan says, and judges what was recorded.",
        footer = {
            "",
            "With --seeds a plan is run many times in the simulated world, on all cores, and nothing is kept but what"
                    + " is printed: a line for each seed that fails, with the command that repeats it and keeps it."
        })
final class RunCommand implements Callable<Integer> {

    private final Output output;

    @Mixin
    private PlanOption choice = new PlanOption();

    @Mixin
    private FromRunOption from = new FromRunOption();

    @Mixin
    private OnlyOption only = new OnlyOption();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Mixin
    private SeedOption seeds = new SeedOption();

    @Option(
            names = "--dry-run",
            description = "Say what would happen, and when each fault would strike. Nothing is started.")
    private boolean dryRun;

    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private ResultOption shown = new ResultOption();

    RunCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        var complaints = new Complaints();
        complaints.when(
                from.isGiven() && choice.isNamed(), "--from is a run whose plan is run again:" + " give it or a plan");
        Optional<FromRunOption.Origin> origin = from.isGiven() ? complaints.unless(this::origin) : Optional.empty();
        origin.ifPresent(known -> environment.orAs(known.run()));
        Optional<Plan> plan = (from.isGiven()
                        ? origin.map(FromRunOption.Origin::plan)
                        : complaints.unless(() -> choice.plan(output, OptionalLong.empty())))
                .map(environment.cluster()::taken);
        Optional<String> name = complaints.unless(environment::name);
        Optional<PlantedFlaws> flaws = complaints.unless(environment::flaws);
        Optional<Set<String>> names = plan.flatMap(known -> complaints.unless(() -> only(known, origin)));
        Optional<World.Where> where = names.isPresent() && name.isPresent() && flaws.isPresent()
                ? complaints.unless(() -> environment.where(
                        part(plan.orElseThrow(), names.get()),
                        places(plan),
                        output.terminal().directory(),
                        seeds.isMany()))
                : Optional.empty();
        boolean simulated = where.map(World.Where::simulated).orElse(true);
        Optional<Long> seed = complaints.unless(() -> seeds.one(plan));
        Optional<SeedRange> range = complaints.unless(seeds::many).flatMap(many -> many);
        complaints.when(
                seeds.isMany() && !only.isAll(),
                "--only is for one run, whose controls it names or leaves out; --seeds share theirs: leave it out, or"
                        + " give one --seed");
        complaints.when(
                simulated && where.isPresent() && environment.kept().isPresent(),
                "--keep-cluster keeps processes, and in the simulated world there are none: add --env local, or"
                        + " leave it out");
        seeds.check(complaints, simulated, dryRun, store.isGiven());
        complaints.raise();
        if (dryRun) {
            return say(plan.orElseThrow(), names.orElseThrow(), seed.orElseThrow(), where.orElseThrow());
        }
        return range.isPresent()
                ? runMany(plan.orElseThrow(), range.get(), flaws.orElseThrow())
                : runKept(plan.orElseThrow(), names.orElseThrow(), seed.orElseThrow(), where.orElseThrow());
    }

    private FromRunOption.Origin origin() {
        try {
            return from.origin(output, store, choice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> only(Plan plan, Optional<FromRunOption.Origin> origin) {
        Plan sized = sized(plan);
        Set<String> given = only.isAll() ? origin.map(each -> each.run().only()).orElse(Set.of()) : only.of(sized);
        return environment.cluster().part(sized, given);
    }

    private int runMany(Plan plan, SeedRange range, PlantedFlaws flaws) {
        var campaign = new PlanCampaign(sized(plan), range, flaws, seeds.controlsEvery(), seeds.threads());
        var session =
                new PlanCampaignSession(output, campaign, choice.profile(), shown.quiet(), seeds.untilViolation());
        Interruption interruption = Interruption.ofThisThread();
        try {
            return session.run(shown.json(), shown.allowUnknown());
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(choice.name(), e);
        } finally {
            interruption.close();
        }
    }

    private int runKept(Plan plan, Set<String> names, long seed, World.Where where) throws IOException {
        LongFunction<RunRequest> request =
                each -> new RunRequest(plan, each, choice.profile(), places(Optional.of(plan)), names);
        Plan sized = sized(plan);
        Interruption interruption = Interruption.ofThisThread();
        BooleanSupplier staysUp =
                () -> environment.kept().flatMap(KeptCluster::bootstrap).isPresent();
        var session = new RunSession(output, choice.name(), where, shown, interruption, staysUp);
        try {
            boolean untilViolation =
                    seeds.untilViolation() || sized.conduct().onViolation().stop();
            int exitCode = seeds.isSeries(sized)
                    ? new RunSeries(output, session, shown, interruption, seeds.times(sized), untilViolation)
                            .run(seed, request)
                    : session.runAndPrint(request.apply(seed));
            environment.kept().ifPresent(kept -> stay(kept, interruption));
            return exitCode;
        } finally {
            environment.cluster().leftovers().forEach(output::complain);
            end(session, interruption);
        }
    }

    /** Ends the cluster that stayed up, and then keeps its run, with all that its nodes have logged. */
    private void end(RunSession session, Interruption interruption) throws IOException {
        try {
            environment.kept().ifPresent(KeptCluster::close);
        } finally {
            try {
                session.settle();
            } finally {
                interruption.close();
            }
        }
    }

    private void stay(KeptCluster kept, Interruption interruption) {
        if (kept.bootstrap().isEmpty()) {
            return;
        }
        output.progress(Line.of("  ")
                .plus("cluster", Tone.FAINT)
                .plus("   of " + kept.configuration() + " stays up at "
                        + kept.bootstrap().get()
                        + " until Ctrl-C, or kill "
                        + ProcessHandle.current().pid()));
        output.flush();
        interruption.awaitCall();
    }

    private int say(Plan plan, Set<String> names, long seed, World.Where where) {
        Plan part = part(plan, names);
        try {
            Runner.require(part, where.venue());
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(choice.name(), e);
        }
        String aside = environment.cluster().isGiven() ? ", which someone else runs" : ", on this machine";
        String there = where.venue().site().system() + (where.simulated() ? ", simulated" : aside);
        output.result(DryRun.lines(output.columns(), part, seed, there));
        return ExitCode.OK;
    }

    private Plan sized(Plan plan) {
        return choice.profile().map(plan::scaledTo).orElse(plan);
    }

    private Plan part(Plan plan, Set<String> names) {
        Plan sized = sized(plan);
        return names.isEmpty() ? sized : sized.only(names);
    }

    private RunRequest.Places places(Optional<Plan> plan) {
        Path kept = plan.flatMap(known -> known.conduct().reporting().directory())
                .filter(directory -> !store.isGiven())
                .map(output.terminal().directory()::resolve)
                .orElseGet(() -> store.path(output));
        return StoreOption.places(kept);
    }
}
