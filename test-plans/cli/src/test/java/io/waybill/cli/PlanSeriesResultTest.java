package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.history.file.HistoryReader;
import io.waybill.report.Circumstances;
import io.waybill.report.Conclusion;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.RunSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts where plans were refused, were not reached, were called off, or are there to be violated. */
final class PlanSeriesResultTest {

    private static final PlanSeriesResult.Row REACHABLE =
            new PlanSeriesResult.Row("some-plan", Optional.empty(), 1, Set.of(), List.of(), Optional.empty());
    private static final PlanSeriesResult.Row REFUSED = REACHABLE.refused(List.of("no disks here", "no engine here"));

    private static PlanSeriesResult result(boolean refusalsCount, boolean calledOff, PlanSeriesResult.Row... rows) {
        return new PlanSeriesResult(List.of(rows), refusalsCount, calledOff, Duration.ofSeconds(1));
    }

    @TempDir
    private Path directory;

    private static Report report(Optional<String> failure) {
        return report(List.of(), failure, false);
    }

    private static Report report(List<Judged> judged, Optional<String> failure, boolean interrupted) {
        RunFacts facts = new RunFacts(
                "r-000001", "some-plan", "0x1", "toy", RunSite.usual(), "runs/r-000001.waybill", Duration.ofSeconds(1));
        return Report.ofRun(facts, judged, failure, interrupted);
    }

    /** Returns what was seen of a loss. */
    private Judged loss(Optional<Inside> inside) throws IOException {
        try (HistoryReader reader = HistoryReader.open(Samples.lostWrite(directory))) {
            Judgement judgement = HistoryChecker.check(reader, CheckOptions.all(1));
            Judged alone = Judged.alone("acks-one", judgement, Circumstances.of(judgement, reader));
            return new Judged(
                    alone.name(),
                    alone.control(),
                    alone.expectations(),
                    judgement,
                    alone.claims(),
                    List.of(),
                    alone.history(),
                    alone.circumstances(),
                    inside);
        }
    }

    private static Optional<Conclusion> ofAPlanThatIsToLose(Report ended) {
        Set<Claim> shown = Set.of(Claim.AT_LEAST_ONCE, Claim.EXACTLY_ONCE);
        return new PlanSeriesResult.Row("some-plan", Optional.empty(), 0, shown, List.of(), Optional.of(ended))
                .conclusion();
    }

    @Test
    void what_is_there_to_be_violated_is_good_only_where_nothing_else_went_wrong() throws IOException {
        List<Judged> loss = List.of(loss(Optional.empty()));
        var sighting = new Inside.Sighting("invariant", "one-leader", "n1 and n2 lead", Duration.ZERO);
        Inside inside = new Inside("00c0ffee00c0ffee", Duration.ofSeconds(1), 1, List.of(sighting));
        Optional<String> failure = Optional.of("the cluster did not stop");

        assertThat(ofAPlanThatIsToLose(report(loss, Optional.empty(), false))).contains(Conclusion.HOLDS);
        assertThat(ofAPlanThatIsToLose(report(loss, Optional.empty(), true))).contains(Conclusion.INTERRUPTED);
        assertThat(ofAPlanThatIsToLose(report(loss, failure, false))).contains(Conclusion.FAILED);
        assertThat(ofAPlanThatIsToLose(report(List.of(loss(Optional.of(inside))), failure, false)))
                .contains(Conclusion.VIOLATED);
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
        assertThat(new PlanSeriesText(104).summary(result(false, true, REACHABLE)))
                .noneMatch(line -> line.text().contains("kept"));
    }
}
