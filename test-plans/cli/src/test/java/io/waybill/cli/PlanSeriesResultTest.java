package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.RunSite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts where plans were refused, were not reached, or were called off. */
final class PlanSeriesResultTest {

    private static final PlanSeriesResult.Row REACHABLE =
            new PlanSeriesResult.Row("some-plan", Optional.empty(), 1, Set.of(), List.of(), Optional.empty());
    private static final PlanSeriesResult.Row REFUSED = REACHABLE.refused(List.of("no disks here", "no engine here"));

    private static PlanSeriesResult result(boolean refusalsCount, boolean calledOff, PlanSeriesResult.Row... rows) {
        return new PlanSeriesResult(List.of(rows), refusalsCount, calledOff, Duration.ofSeconds(1));
    }

    private static Report report(Optional<String> failure) {
        RunFacts facts = new RunFacts(
                "r-000001", "some-plan", "0x1", "toy", RunSite.usual(), "runs/r-000001.waybill", Duration.ofSeconds(1));
        return Report.ofRun(facts, List.of(), failure, false);
    }

    @Test
    void a_refusal_counts_where_the_plan_was_named() {
        var failed = REACHABLE.with(report(Optional.of("the cluster did not start")));

        assertThat(result(true, false, REFUSED).conclusion()).isEqualTo(Conclusion.UNKNOWN);
        assertThat(result(true, false, REFUSED, failed).conclusion()).isEqualTo(Conclusion.FAILED);
    }

    @Test
    void a_refusal_does_not_count_in_the_catalogue_and_is_named_all_the_same() {
        var unknown = REACHABLE.with(report(Optional.empty()));
        var result = result(false, false, REFUSED, unknown);

        assertThat(result(false, false, REACHABLE).notReached()).hasSize(1);
        assertThat(PlanSeriesText.headline(result))
                .isEqualTo("No violation, but something is unknown in 1 of 1 plan; 1 plan was refused.");
        assertThat(new PlanSeriesText(104).summary(result))
                .anySatisfy(line -> assertThat(line.text())
                        .containsPattern("– refused +some-plan: no disks here \\(and 1 other reason\\)"));
    }

    @Test
    void what_was_not_reached_is_not_good() {
        assertThat(result(false, false, REACHABLE).conclusion()).isEqualTo(Conclusion.UNKNOWN);
        assertThat(result(false, true, REACHABLE).conclusion()).isEqualTo(Conclusion.INTERRUPTED);
        assertThat(PlanSeriesText.headline(result(false, true, REACHABLE)))
                .isEqualTo("Called off after 0 plans (of 1), without a violation.");
    }
}
