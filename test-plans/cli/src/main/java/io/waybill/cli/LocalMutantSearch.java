package io.waybill.cli;

import io.waybill.campaign.local.LocalSearch;
import io.waybill.campaign.local.LocalTrial;
import io.waybill.plan.Plan;
import io.waybill.report.Conclusion;
import io.waybill.report.Finding;
import io.waybill.report.Report;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.runner.Tried;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the plan that shows a planted flaw on processes of this machine, until it does. Each run is kept. */
final class LocalMutantSearch {

    /** Runs of a search at most, where nobody says otherwise. */
    static final int TIMES = 10;

    /** The brokers that flaws can be planted in. */
    private static final String SYSTEM = "reference";

    /** Runs of a search at most: seeds of one search have nothing in common with those of another. */
    static final int MOST_TIMES = 1_000;

    private final Output output;
    private final RunRequest.Places places;
    private final Interruption interruption;

    LocalMutantSearch(Output output, RunRequest.Places places, Interruption interruption) {
        this.output = output;
        this.places = places;
        this.interruption = interruption;
    }

    /**
     * Searches several times for one flaw.
     *
     * @param first decides the seeds of all runs
     * @param times how many runs a search has at most
     * @return the searches that came to an end; none where nothing shows the flaw
     */
    List<LocalSearch> repeated(LocalTrial trial, long first, int searches, int times) throws IOException {
        List<LocalSearch> ended = new ArrayList<>();
        for (int i = 0; i < searches && trial.by().isPresent() && !interruption.wasCalled(); i++) {
            search(trial, trial.by().get(), first, i * MOST_TIMES, times).ifPresent(ended::add);
        }
        return ended;
    }

    /** Empty where it was called off. */
    private Optional<LocalSearch> search(LocalTrial trial, LocalTrial.Part part, long first, int index, int times)
            throws IOException {
        Plan plan = PlanChoice.named(part.plan(), Optional.empty());
        World.Where where = new World(
                        "local",
                        () -> trial.id() + " planted",
                        false,
                        () -> Runner.local(
                                plan, places, new Tried(Optional.of(SYSTEM), List.of(trial.id()), Optional.empty())))
                .asked();
        var session = new RunSession(output, part.plan(), where, new ResultOption(), interruption);
        long startNanos = System.nanoTime();
        for (int run = 0; run < times; run++) {
            RunRequest request = new RunRequest(
                    plan, Seeds.drawn(first, index + run), Optional.empty(), places, Set.of(part.configuration()));
            Report report = session.once(request, trial.id() + ", run " + (run + 1) + ", ")
                    .report();
            if (interruption.wasCalled()) {
                return Optional.empty();
            }
            if (report.conclusion() == Conclusion.VIOLATED) {
                return Optional.of(new LocalSearch(run + 1, since(startNanos), seen(report)));
            }
        }
        return Optional.of(new LocalSearch(times, since(startNanos), Optional.empty()));
    }

    private static Optional<String> seen(Report report) {
        return report.findings().stream()
                .filter(Finding::counts)
                .findFirst()
                .map(finding -> finding.group().kind().id());
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
