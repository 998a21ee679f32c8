package io.waybill.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Expectation;
import io.waybill.cli.diff.ClaimChange.Course;
import org.junit.jupiter.api.Test;

/** What a verdict that is another means, by what is expected of the claim. */
final class RunDiffTest {

    @Test
    void what_is_to_hold_is_worse_where_it_is_violated_and_better_where_it_holds() {
        assertThat(RunDiff.course("holds", "violated", Expectation.HOLDS)).isEqualTo(Course.WORSE);
        assertThat(RunDiff.course("unknown", "holds", Expectation.HOLDS)).isEqualTo(Course.BETTER);
        assertThat(RunDiff.course("violated", "unknown", Expectation.HOLDS)).isEqualTo(Course.LESS_KNOWN);
    }

    @Test
    void what_is_to_break_is_better_only_where_it_breaks() {
        assertThat(RunDiff.course("violated", "holds", Expectation.BREAKS)).isEqualTo(Course.WORSE);
        assertThat(RunDiff.course("unknown", "violated", Expectation.BREAKS)).isEqualTo(Course.BETTER);
        assertThat(RunDiff.course("unknown", "holds", Expectation.BREAKS)).isEqualTo(Course.NEITHER);
        assertThat(RunDiff.course("holds", "unknown", Expectation.BREAKS)).isEqualTo(Course.NEITHER);
    }

    @Test
    void what_may_break_says_nothing() {
        assertThat(RunDiff.course("holds", "violated", Expectation.MAY_BREAK)).isEqualTo(Course.NEITHER);
    }
}
