package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that runs once more what a run was, from what is kept of it. */
final class FromRunOption {

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Instead of PLAN: what this run was, as a new run, with its plan, seed, place and flaws. What"
                    + " else is given is otherwise.")
    private @Nullable String run;

    /**
     * A run that is kept, to be run again.
     *
     * @param run what it says of itself
     * @param plan its plan in its size, with its seed and with what is to be otherwise
     */
    record Origin(StoredRun run, Plan plan) {}

    /** Returns whether there is one. */
    boolean isGiven() {
        return run != null;
    }

    /**
     * Returns what is to be run again.
     *
     * @throws UsageException where there is no such run, or where its plan is not kept with it
     */
    Origin origin(Output output, StoreOption store, ChangesOption otherwise) throws IOException {
        String name = String.valueOf(run);
        // Where the new run is kept need not be where the old one is.
        Optional<StoredRun> here = new Runs(output, store).find(name);
        StoredRun stored = here.isPresent() ? here.get() : new Runs(output, new StoreOption()).require(name);
        try (KeptRun kept = KeptRun.open(stored.path())) {
            Optional<Plan> plan = KeptPlan.of(kept, otherwise.changes(OptionalLong.of(seed(stored))));
            return new Origin(
                    stored,
                    plan.orElseThrow(() -> new UsageException(name + " is of a time when plans were not kept with runs:"
                            + " give a plan and --seed " + stored.seed())));
        }
    }

    private static long seed(StoredRun stored) {
        if (stored.seed().isEmpty()) {
            throw new UsageException(stored.id() + " does not say its seed: give a plan and a --seed");
        }
        return Seeds.parse(stored.seed());
    }
}
