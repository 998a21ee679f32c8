package io.waybill.cli;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.plan.Plan;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say with which seeds a plan is run. */
final class SeedOption {

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeat the choices of an earlier run: 0x5eed2f9c.")
    private @Nullable String seed;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "So many runs, one after the other, each kept and with a seed of its own that --seed decides."
                    + " Default: what the plan says, usually 1.")
    private @Nullable Integer times;

    @Option(
            names = "--until-violation",
            description = "End with the first run that is violated; with --seeds, also with those that run beside it."
                    + " Without --seeds or --times runs follow each other until then.")
    private boolean untilViolation;

    @Option(names = "--seeds", paramLabel = "A..B", description = "Simulated: run the plan with each of these seeds.")
    private @Nullable String seeds;

    @Option(
            names = "--controls-every",
            paramLabel = "N",
            description = "With --seeds: run the controls with every Nth of them, beginning with the first; 1: with"
                    + " each. Default: " + PlanCampaign.CONTROL_EVERY + ".")
    private @Nullable Integer controlsEvery;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "With --seeds: how many run at once. Default: one a core.")
    private @Nullable Integer threads;

    /** Returns whether one seed after the other is run, of which nothing is kept. */
    boolean isMany() {
        return seeds != null;
    }

    /**
     * Returns the seed of the run.
     *
     * @throws UsageException where that is none
     */
    long one(Optional<Plan> plan) {
        return Seeds.of(seed, plan);
    }

    /**
     * Returns the seeds of many runs, or empty where one is run.
     *
     * @throws UsageException where they are none
     */
    Optional<SeedRange> many() {
        try {
            return Optional.ofNullable(seeds).map(SeedRange::parse);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--seeds: " + e.getMessage());
        }
    }

    /** Returns how many of many run at once. */
    int threads() {
        Integer many = threads;
        return many == null ? Runtime.getRuntime().availableProcessors() : many;
    }

    /** Returns of how many of many one also runs the controls. */
    int controlsEvery() {
        Integer given = controlsEvery;
        return given == null ? PlanCampaign.CONTROL_EVERY : given;
    }

    /** Returns whether several runs follow each other, each kept. */
    boolean isSeries(Plan plan) {
        return untilViolation || times(plan).orElse(1) > 1;
    }

    /** Returns how many runs follow each other at most; empty: until one is violated. */
    OptionalInt times(Plan plan) {
        int said = plan.conduct().repeat();
        Integer given = times;
        return given != null
                ? OptionalInt.of(given)
                : said == 1 && untilViolation ? OptionalInt.empty() : OptionalInt.of(said);
    }

    /** Returns whether the first that fails is the last. */
    boolean untilViolation() {
        return untilViolation;
    }

    /** Complains of what is for one plan, where there are several. */
    void checkSeveral(Complaints complaints) {
        complaints.when(
                seeds != null || threads != null || controlsEvery != null,
                "--seeds is for one plan: name one, or leave it and what belongs to it out");
        complaints.when(
                times != null, "--times is for one plan, and of several each is run once: name one, or leave it out");
    }

    /** Complains of what does not go together. */
    void check(Complaints complaints, boolean simulated, boolean dryRun, boolean keeps) {
        complaints.when(
                !simulated && seeds != null,
                "--seeds is for the simulated world, where a run takes no time: add --env simulated, or give one"
                        + " --seed");
        complaints.when(
                seeds != null && dryRun, "--dry-run shows what one seed draws: give one --seed, or leave --seeds out");
        complaints.when(
                seeds != null && seed != null,
                "--seed is one run that is kept and --seeds are many that are not: give one of them");
        complaints.when(
                seeds != null && keeps,
                "--out says where runs are kept, and those of --seeds are not: leave it out, or give one --seed");
        complaints.when(
                seeds == null && threads != null,
                "--threads says how many --seeds run at once, and one run has one thread: add --seeds 1..100, or leave"
                        + " it out");
        complaints.when(
                seeds != null && times != null,
                "--times are runs one after the other that are kept, --seeds are runs beside each other that are not:"
                        + " give one of them");
        complaints.when(times != null && times < 1, "--times must be >= 1, was " + times);
        complaints.when(threads != null && threads < 1, "--threads must be >= 1, was " + threads);
        complaints.when(
                seeds == null && controlsEvery != null,
                "--controls-every says with how many of --seeds the controls run, and one run has them all: add --seeds"
                        + " 1..100, or leave it out");
        complaints.when(
                controlsEvery != null && controlsEvery < 1, "--controls-every must be >= 1, was " + controlsEvery);
    }
}
