package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several plans that are run one after the other, each once. Which of them cannot be run is known before one begins.
 */
final class PlanSeries {

    private final boolean refusalsCount;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Makes one without plans.
     *
     * @param refusalsCount whether it matters that a plan cannot be run; not where nobody named it
     */
    PlanSeries(boolean refusalsCount) {
        this.refusalsCount = refusalsCount;
    }

    /**
     * A plan and where it is run.
     *
     * @param where empty where it cannot be
     */
    record Entry(PlansOption.Chosen chosen, Optional<World.Where> where, PlanSeriesResult.Row row) {

        /** Returns the plan in its size. */
        Plan sized() {
            return chosen.sized();
        }
    }

    /**
     * Adds a plan to the end.
     *
     * @param where says where it is run, or throws with what stands in the way
     */
    void add(PlansOption.Chosen chosen, Function<Plan, World.Where> where) {
        Plan plan = chosen.sized();
        Optional<World.Where> place = Optional.empty();
        List<String> problems;
        try {
            World.Where found = where.apply(plan);
            problems = Runner.problems(plan, found.venue());
            place = problems.isEmpty() ? Optional.of(found) : Optional.empty();
        } catch (UsageException e) {
            problems = e.problems();
        }
        var row = new PlanSeriesResult.Row(
                chosen.name(),
                chosen.profile(),
                plan.controls().size(),
                PlanCatalogue.toBeViolated(chosen.name()),
                problems,
                Optional.empty());
        entries.add(new Entry(chosen, place, row));
    }

    /** Returns the plans, in the order in which they were added. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Returns normally where one of the plans can be run.
     *
     * @throws UsageException with what stands in the way of each, where none can
     */
    void requireAny() {
        if (entries.stream().allMatch(each -> each.where().isEmpty())) {
            throw new UsageException(entries.stream()
                    .flatMap(each -> each.row().refused().stream()
                            .map(problem -> "plan " + each.row().plan() + ": " + problem))
                    .collect(Collectors.joining("\n", "", "\n" + UsageException.NOTHING_STARTED)));
        }
    }

    /**
     * Carries out what can be, and tells of each run and what they came to.
     *
     * @param request says how one of the plans is run
     * @return the exit code
     */
    int run(
            Output output,
            ResultOption shown,
            Interruption interruption,
            boolean untilViolation,
            Function<PlansOption.Chosen, RunRequest> request)
            throws IOException {
        long startNanos = System.nanoTime();
        var text = new PlanSeriesText(output.columns());
        var runs = new Succession(output, shown, interruption, untilViolation);
        long all = entries.stream().filter(each -> each.where().isPresent()).count();
        List<PlanSeriesResult.Row> rows = new ArrayList<>();
        int number = 0;
        for (Entry entry : entries) {
            PlanSeriesResult.Row row = entry.row();
            if (entry.where().isPresent() && runs.goesOn()) {
                number++;
                var session = new RunSession(output, row.plan(), entry.where().get(), shown, interruption);
                try {
                    RunSession.Kept kept =
                            session.run(request.apply(entry.chosen()), "plan " + number + " of " + all + ", ", false);
                    row = row.with(kept.report());
                    runs.add(kept, row.conclusion().orElseThrow(), text.run(row));
                } catch (UsageException e) {
                    row = row.refused(e.problems());
                }
            }
            rows.add(row);
        }
        PlanSeriesResult result = new PlanSeriesResult(
                rows, refusalsCount, interruption.wasCalled(), Duration.ofNanos(System.nanoTime() - startNanos));
        if (shown.json()) {
            output.raw(PlanSeriesJson.of(result, Version.text(), shown.allowUnknown()));
        } else {
            output.result(text.summary(result));
        }
        output.flush();
        return result.conclusion().exitCode(shown.allowUnknown());
    }
}
