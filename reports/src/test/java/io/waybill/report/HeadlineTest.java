package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.Counts;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.LostWrite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeadlineTest {

    private static String run(Judged... judged) {
        return Report.ofRun(Facts.RUN, List.of(judged), Optional.empty(), false).headline();
    }

    private static String alone(Judgement judgement) {
        return Report.ofHistory(Judged.alone("a.waybill", judgement, Circumstances.NONE))
                .headline();
    }

    @Test
    void one_lost_message_is_lost_and_several_are() {
        assertThat(alone(Facts.losing(1))).isEqualTo("1 of 41 acknowledged messages was lost.");
        assertThat(alone(Facts.losing(3))).isEqualTo("3 of 41 acknowledged messages were lost.");
    }

    @Test
    void several_configurations_are_counted_and_controls_are_not() {
        String headline = run(
                Facts.configuration("strict", Facts.holding()),
                Facts.configuration("loose", Facts.losing(3)),
                Facts.configuration("control", Set.of(Claim.AT_LEAST_ONCE), Facts.losing(9)));

        assertThat(headline).isEqualTo("3 of 41 acknowledged messages were lost in 1 of 2 configurations.");
    }

    @Test
    void the_anomaly_with_the_most_messages_comes_first() {
        Judgement judgement = Facts.judgement(
                List.of(Facts.violated(Claim.EXACTLY_ONCE, 9, DuplicateAppend.KIND, LostWrite.KIND)),
                List.of(
                        Facts.group(LostWrite.KIND, 2, Facts.lostWrite()),
                        Facts.group(DuplicateAppend.KIND, 7, Facts.duplicate())),
                List.of());

        assertThat(alone(judgement)).isEqualTo("7 messages were appended twice, and 1 other anomaly was found.");
    }

    @Test
    void what_breaks_no_claim_is_not_in_the_headline() {
        Judgement judgement = Facts.judgement(
                List.of(Facts.holds(Claim.AT_LEAST_ONCE)),
                List.of(Facts.group(DuplicateAppend.KIND, 7, Facts.duplicate())),
                List.of());

        assertThat(alone(judgement)).isEqualTo("No violation of 1 claim in 41 acknowledged messages.");
    }

    @Test
    void what_holds_says_how_much_was_tried() {
        assertThat(run(
                        Facts.configuration("a", Facts.holding()),
                        Facts.configuration("b", Facts.holding()),
                        Facts.configuration("control", Set.of(Claim.AT_LEAST_ONCE), Facts.losing(9))))
                .isEqualTo("No violation of 2 claims in 2 configurations, 82 acknowledged messages.");
    }

    @Test
    void where_nothing_is_acknowledged_deliveries_are_what_was_judged() {
        Judgement acknowledging = Facts.judgement(List.of(Facts.holds(Claim.AT_MOST_ONCE)), List.of(), List.of());
        Judgement acksZero = new Judgement(
                acknowledging.claims(),
                acknowledging.anomalies(),
                acknowledging.obligations(),
                new Counts(43, 0, 0, 43, 40, 0, 0),
                acknowledging.attributes(),
                acknowledging.faults(),
                acknowledging.moments(),
                Optional.empty(),
                Facts.names());

        assertThat(alone(acksZero)).isEqualTo("No violation of 1 claim in 40 deliveries.");
    }

    @Test
    void what_is_unknown_says_why() {
        Judgement partly = Facts.judgement(
                List.of(
                        Facts.holds(Claim.AT_MOST_ONCE),
                        Facts.unknown(Claim.AT_LEAST_ONCE, "3 messages are still open")),
                List.of(),
                List.of());
        Judgement wholly = Facts.judgement(
                List.of(Facts.unknown(Claim.AT_LEAST_ONCE, "no message was acknowledged")), List.of(), List.of());

        assertThat(alone(partly)).isEqualTo("No loss cannot be judged: 3 messages are still open.");
        assertThat(alone(wholly)).isEqualTo("Nothing can be said: no message was acknowledged.");
        assertThat(alone(Facts.judgement(List.of(), List.of(), List.of())))
                .isEqualTo("Nothing can be said: no claim was judged.");
    }

    @Test
    void a_control_that_did_not_break_takes_the_trust_away() {
        Report report = Report.ofRun(
                Facts.RUN,
                List.of(
                        Facts.configuration("strict", Facts.holding()),
                        Facts.configuration("loose", Set.of(Claim.AT_LEAST_ONCE), Facts.holding())),
                Optional.empty(),
                false);

        assertThat(report.headline())
                .isEqualTo("Control loose did not break (No loss): whoever missed that may have missed more, so nothing"
                        + " is claimed.");
        assertThat(report.conclusion().exitCode(true)).isEqualTo(4);
    }

    @Test
    void a_violation_counts_even_where_the_harness_failed_afterwards() {
        Report report = Report.ofRun(
                Facts.RUN, List.of(Facts.configuration("a", Facts.losing(2))), Optional.of("b: disk full"), true);

        assertThat(report.conclusion()).isEqualTo(Conclusion.VIOLATED);
    }

    @Test
    void a_failed_harness_and_an_interruption_are_no_verdict() {
        Judged holding = Facts.configuration("a", Facts.holding());

        Report failed = Report.ofRun(Facts.RUN, List.of(holding), Optional.of("b: node 2 did not start"), false);
        Report interrupted = Report.ofRun(Facts.RUN, List.of(holding), Optional.empty(), true);

        assertThat(failed.headline()).isEqualTo("The harness failed, and nothing is claimed. b: node 2 did not start.");
        assertThat(failed.conclusion().exitCode(false)).isEqualTo(4);
        assertThat(interrupted.headline())
                .isEqualTo("Interrupted before the end: 1 configuration was judged, without a violation.");
        assertThat(interrupted.conclusion().exitCode(false)).isEqualTo(130);
        assertThat(Report.ofRun(Facts.RUN, List.of(), Optional.empty(), true).headline())
                .isEqualTo("Interrupted before anything was judged.");
    }

    @Test
    void every_anomaly_of_the_catalogue_makes_a_sentence() {
        for (AnomalyKind kind : ClaimCatalogue.anomalies()) {
            // A title may say anything.
            String one = AnomalyPhrase.of(kind, 1, 0).replace(kind.title(), "");
            String many = AnomalyPhrase.of(kind, 1_482, 0).replace(kind.title(), "");

            assertThat(one).as(kind.id()).startsWith("1 ").doesNotContain(" were ");
            assertThat(many).as(kind.id()).startsWith("1,482 ").doesNotContain(" was ");
        }
    }

    @Test
    void only_an_unknown_claim_can_be_allowed() {
        assertThat(Conclusion.UNKNOWN.exitCode(false)).isEqualTo(3);
        assertThat(Conclusion.UNKNOWN.exitCode(true)).isZero();
        assertThat(Conclusion.VIOLATED.exitCode(true)).isEqualTo(1);
        assertThat(Conclusion.HOLDS.exitCode(false)).isZero();
    }
}
