package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TextReportTest {

    private static String text(int width, Judged... judged) {
        Report report = Report.ofRun(Facts.RUN, List.of(judged), Optional.empty(), false);
        return String.join(
                "\n", TextReport.of(report, width).stream().map(Line::text).toList());
    }

    private static Judged control(Judgement judgement) {
        return Facts.configuration("no-idempotence", Set.of(Claim.AT_LEAST_ONCE), judgement);
    }

    @Test
    void configurations_are_rows_where_the_claims_fit() {
        String text = text(
                104,
                Facts.configuration("strict", Facts.holding()),
                Facts.configuration("loose", Facts.losing(3)),
                control(Facts.losing(9)));

        assertThat(text)
                .contains("  ✕ VIOLATED  3 of 41 acknowledged messages were lost in 1 of 2 configurations.")
                .contains("                     No duplicate   No loss   Exactly once\n")
                .contains("    strict                 ✓           ✓            –\n")
                .contains("    loose                  ✓           ✕            ✕\n")
                .contains("    no-idempotence         ✓           ✕            ✕")
                .contains("control: broke as it must\n");
    }

    @Test
    void claims_are_rows_where_they_do_not_fit() {
        String text = text(60, Facts.configuration("strict", Facts.holding()), control(Facts.losing(9)));

        assertThat(text)
                .contains("                   strict   no-idempotence")
                .contains("    No duplicate      ✓            ✓")
                .contains("    no-idempotence is a control: broke as it must");
    }

    @Test
    void what_no_client_saw_is_told_apart_from_the_claims_and_counts() {
        Report report =
                Report.ofRun(Facts.RUN, List.of(Facts.wrongInside("strict", Facts.holding())), Optional.empty(), false);
        String text = String.join(
                "\n", TextReport.of(report, 104).stream().map(Line::text).toList());

        assertThat(report.conclusion()).isEqualTo(Conclusion.VIOLATED);
        assertThat(text)
                .contains("✕ VIOLATED  No claim is violated, but in strict something is wrong that no client saw")
                .contains("✕   strict, invariant \"one leader a term\" at 00:03.210: n1 and n2 lead term 7")
                .contains("world     simulated, 52,622 events in 12.9 s of its own time · hash 00c0ffee00c0ffee")
                .contains("replay    waybill replay r-2f9c41");
    }

    @Test
    void a_control_may_break_its_claims_and_nothing_else() {
        Judged control = Facts.inside(control(Facts.losing(9)), List.of());
        Judged crashed = Facts.inside(
                control(Facts.losing(9)),
                List.of(new Inside.Sighting("crash", "a node gave up", "n2", Duration.ofMillis(900))));
        Judged strict = Facts.configuration("strict", Facts.holding());

        assertThat(Report.ofRun(Facts.RUN, List.of(strict, control), Optional.empty(), false)
                        .conclusion())
                .isEqualTo(Conclusion.HOLDS);
        assertThat(Report.ofRun(Facts.RUN, List.of(strict, crashed), Optional.empty(), false)
                        .conclusion())
                .isEqualTo(Conclusion.VIOLATED);
    }

    @Test
    void planted_flaws_stand_right_below_the_verdict() {
        Report report = Report.ofRun(
                Facts.PLANTED, List.of(Facts.configuration("strict", Facts.holding())), Optional.empty(), false);

        List<String> text = TextReport.of(report, 104).stream().map(Line::text).toList();

        assertThat(text.get(1)).contains("✓ HOLDS");
        assertThat(text.get(2)).isEqualTo("  ! planted flaws: I2: producers are forgotten");
    }

    @Test
    void a_control_that_did_not_break_is_shouted() {
        String text = text(104, Facts.configuration("strict", Facts.holding()), control(Facts.holding()));

        assertThat(text).contains("control: DID NOT BREAK").contains("✕ FAILED");
    }

    @Test
    void every_configuration_has_its_accounts_and_its_pressure() {
        String text = text(104, Facts.configuration("strict", Facts.holding()));

        assertThat(text)
                .contains("accounts  billing: 41 acknowledged = 38 delivered + 3 lost + 0 open + 0 excused")
                .contains("pressure  16 × leader killed with sends in flight");
    }

    @Test
    void what_was_hit_less_often_than_wanted_is_called_weak() {
        Judged judged = new Judged(
                "strict",
                Optional.empty(),
                Expectations.ALL_HOLD,
                Facts.holding(),
                Facts.holding().claims(),
                List.of(new PressureCount("lone leader killed after it acknowledged", 2, 1, 10, List.of())),
                "history.waybill",
                Circumstances.NONE);

        assertThat(text(104, judged)).contains("weak      lone leader killed after it acknowledged, 2 of 10 wanted");
    }

    @Test
    void what_must_and_what_may_break_has_signs_of_its_own_which_are_explained() {
        Expectations loses = Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.BREAKS));
        Expectations mayLose = Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.MAY_BREAK));
        Judgement losing = Facts.judgement(
                List.of(Facts.holds(Claim.AT_MOST_ONCE), Facts.violated(Claim.AT_LEAST_ONCE, 3, LostWrite.KIND)),
                List.of(Facts.group(LostWrite.KIND, 3, Facts.lostWrite())),
                List.of());

        String text = text(
                104,
                Facts.expecting("strict", Expectations.ALL_HOLD, Facts.holding()),
                Facts.expecting("acks-1", loses, losing),
                Facts.expecting("acks-0", mayLose, losing),
                Facts.expecting("lucky", mayLose, Facts.holding()));

        assertThat(text).contains("""
                         No duplicate   No loss
                strict         ✓           ✓
                acks-1         ✓          (✕)
                acks-0         ✓          [✕]
                lucky          ✓          [·]
                (✕) broke as it must
                [✕] broke as it may
                [·] may break and was not seen to: nothing is promised
            """);
        assertThat(text)
                .contains("HOLDS  No violation of 2 claims in 4 configurations")
                .contains("as expected there");
    }

    @Test
    void what_must_break_and_did_not_is_no_good_verdict() {
        Expectations loses = Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.BREAKS));

        String text = text(104, Facts.expecting("acks-1", loses, Facts.holding()));

        assertThat(text)
                .contains("FAILED  Acks-1 did not break (No loss)")
                .contains("(!) No loss        DID NOT BREAK and must");
    }

    @Test
    void a_run_on_somebodys_cluster_says_how_it_is_run_there_again() {
        RunFacts there = new RunFacts(
                "r-2f9c41",
                "a-plan",
                "0x5eed",
                "kafka 4.4.0",
                new RunSite("remote", "full", new TreeMap<>()),
                ".waybill/r-2f9c41",
                Duration.ofSeconds(400));
        Report report =
                Report.ofRun(there, List.of(Facts.configuration("strict", Facts.holding())), Optional.empty(), false);

        assertThat(TextReport.of(report, 120).stream().map(Line::text))
                .contains("  replay    waybill run --from r-2f9c41 --bootstrap HOST:PORT   (same workload, schedule and"
                        + " targets; timing free)");
    }

    @Test
    void where_nothing_is_promised_nothing_holds() {
        Expectations loses = Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.BREAKS));
        Judgement losing = Facts.judgement(
                List.of(Facts.violated(Claim.AT_LEAST_ONCE, 3, LostWrite.KIND)),
                List.of(Facts.group(LostWrite.KIND, 3, Facts.lostWrite())),
                List.of());

        assertThat(text(104, Facts.expecting("acks-1", loses, losing)))
                .contains("UNKNOWN  Nothing is promised here: nothing was there to hold.");
    }

    @Test
    void only_the_first_findings_are_told_and_the_others_are_named() {
        Judged judged = Facts.configuration(
                "loose",
                Facts.judgement(
                        List.of(Facts.violated(Claim.AT_LEAST_ONCE, 3, LostWrite.KIND), Facts.holds(Claim.NO_PHANTOM)),
                        List.of(
                                Facts.group(LostWrite.KIND, 3, Facts.lostWrite()),
                                Facts.group(DuplicateAppend.KIND, 7, Facts.duplicate())),
                        List.of()));

        assertThat(text(104, judged))
                .contains("A1  Acknowledged, then lost   3 messages")
                .contains("← order-8842 is not there")
                .contains("A2  Appended twice   7 messages   breaks nothing that was claimed")
                .doesNotContain("the same message once more");
    }

    @Test
    void a_finding_is_named_on_more_lines_where_one_is_too_narrow() {
        Judged judged = Facts.configuration(
                "loose",
                Facts.judgement(
                        List.of(Facts.holds(Claim.NO_PHANTOM)),
                        List.of(Facts.group(DuplicateAppend.KIND, 7, Facts.duplicate())),
                        List.of()));

        assertThat(text(50, judged).lines().filter(line -> !line.startsWith("  run")))
                .contains("  A1  Appended twice   7 messages breaks nothing", "                       that was claimed")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(50));
    }

    @Test
    void a_story_goes_on_below_where_a_step_is_too_wide() {
        Judged judged = Facts.configuration("loose", Facts.losing(3));

        assertThat(text(50, judged).lines().filter(line -> !line.startsWith("  run")))
                .anyMatch(line -> line.contains("← "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(50));
    }

    @Test
    void the_word_passed_is_never_used_of_a_claim() {
        String text = text(104, Facts.configuration("strict", Facts.holding()), control(Facts.losing(9)));

        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("passed");
    }
}
