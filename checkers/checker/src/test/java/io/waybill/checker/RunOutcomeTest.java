package io.waybill.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several judged configurations come to. */
final class RunOutcomeTest {

    private static final Claim LOSS = Claim.AT_LEAST_ONCE;
    private static final Expectations CONTROL = Expectations.ofControl(Set.of(LOSS), List.of(LOSS));
    private static final Verdict HOLDS = new Verdict.Holds(1);
    private static final Verdict VIOLATED = new Verdict.Violated(1);
    private static final Verdict UNKNOWN = new Verdict.Unknown("nothing was sent");

    private static RunOutcome.Part subject(Verdict verdict) {
        return part(false, Expectations.ALL_HOLD, verdict);
    }

    private static RunOutcome.Part control(Verdict verdict) {
        return part(true, CONTROL, verdict);
    }

    private static RunOutcome.Part part(boolean isControl, Expectations expectations, Verdict verdict) {
        return new RunOutcome.Part(
                isControl, expectations, List.of(new ClaimVerdict(LOSS, verdict, 1, List.of())), false);
    }

    private static RunVerdict of(boolean failed, boolean interrupted, RunOutcome.Part... parts) {
        return new RunOutcome(List.of(parts), failed, interrupted, Set.of(LOSS)).verdict();
    }

    @Test
    void what_holds_beside_a_control_that_broke_holds() {
        assertThat(of(false, false, subject(HOLDS), control(VIOLATED))).isEqualTo(RunVerdict.HOLDS);
        assertThat(of(false, false, subject(UNKNOWN), control(VIOLATED))).isEqualTo(RunVerdict.UNKNOWN);
    }

    @Test
    void a_violation_counts_whatever_else_went_wrong() {
        assertThat(of(true, true, subject(VIOLATED), control(HOLDS))).isEqualTo(RunVerdict.VIOLATED);
        assertThat(of(true, true, subject(HOLDS))).isEqualTo(RunVerdict.FAILED);
        assertThat(of(false, true, subject(HOLDS))).isEqualTo(RunVerdict.INTERRUPTED);
    }

    @Test
    void what_no_client_can_see_is_a_violation_too() {
        RunOutcome.Part inside = new RunOutcome.Part(false, Expectations.ALL_HOLD, List.of(), true);

        assertThat(of(false, false, inside, control(VIOLATED))).isEqualTo(RunVerdict.VIOLATED);
    }

    @Test
    void a_control_that_did_not_break_vouches_for_nothing() {
        assertThat(of(false, false, subject(HOLDS), control(HOLDS))).isEqualTo(RunVerdict.CONTROL_DID_NOT_BREAK);
        assertThat(of(false, false, subject(HOLDS), control(UNKNOWN))).isEqualTo(RunVerdict.CONTROL_DID_NOT_BREAK);
    }

    @Test
    void a_claim_whose_control_did_not_run_is_vouched_for_by_nobody() {
        RunOutcome alone = new RunOutcome(List.of(subject(HOLDS)), false, false, Set.of(LOSS));
        RunOutcome other = new RunOutcome(List.of(subject(HOLDS)), false, false, Set.of(Claim.AT_MOST_ONCE));

        assertThat(alone.verdict()).isEqualTo(RunVerdict.UNKNOWN);
        assertThat(alone.unvouched()).containsExactly(LOSS);
        assertThat(other.verdict()).isEqualTo(RunVerdict.HOLDS);
        assertThat(other.unvouched()).isEmpty();
    }

    @Test
    void controls_alone_hold_nothing() {
        assertThat(of(false, false, control(VIOLATED))).isEqualTo(RunVerdict.UNKNOWN);
        assertThat(of(false, false)).isEqualTo(RunVerdict.UNKNOWN);
    }
}
