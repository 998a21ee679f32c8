package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.planfile.Changes;
import io.waybill.planfile.PlanFile;
import io.waybill.planfile.tree.Source;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The plan that is kept with a run: in its size, and everything said. */
final class KeptPlan {

    private KeptPlan() {}

    /**
     * Returns the plan; empty of a run that is older than plans that are kept.
     *
     * @throws io.waybill.planfile.InvalidPlanFileException where it is no plan, or is not possible as it is
     */
    static Optional<Plan> of(KeptRun run) throws IOException {
        return of(run, Changes.NONE);
    }

    /** Returns the plan, with something otherwise than it says. */
    static Optional<Plan> of(KeptRun run, Changes changes) throws IOException {
        if (!run.has(KeptRun.PLAN)) {
            return Optional.empty();
        }
        Source source = Source.of(run.path() + "/" + KeptRun.PLAN, run.text(KeptRun.PLAN));
        return Optional.of(PlanFile.read(source, PlanCatalogue.sources(Path.of("")), changes)
                .plan());
    }
}
