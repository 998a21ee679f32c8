package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultBudgetTest {

    private static final Span SECOND = Span.of(Duration.ofSeconds(1));
    private static final Fault.Single WIPE =
            new Fault.PowerCut(Victim.any(), Fault.Loss.EVERYTHING, SECOND, Fault.Reach.ANY);
    private static final Fault.Single POWER_CUT =
            new Fault.PowerCut(Victim.any(), Fault.Loss.UNSYNCED, SECOND, Fault.Reach.ANY);
    private static final Fault.Single BIT_FLIP =
            new Fault.OnDisk(Victim.any(), new DiskFault.BitFlip(), SECOND, Fault.Reach.ANY);
    private static final List<Integer> THREE = List.of(1, 2, 3);

    @Test
    void a_minority_may_be_wiped_and_no_more() {
        FaultBudget budget = FaultBudget.minorityOf(THREE).spent(WIPE, List.of(1));

        assertThat(FaultBudget.minorityOf(THREE).refusal(WIPE, List.of(1))).isEmpty();
        assertThat(budget.refusal(WIPE, List.of(2)))
                .contains("wipe of [n2] would leave 2 of 3 voters that may have forgotten, and at most 1 may be");
    }

    @Test
    void a_node_that_is_damaged_may_be_damaged_again() {
        FaultBudget budget = FaultBudget.minorityOf(THREE).spent(WIPE, List.of(1));

        assertThat(budget.refusal(BIT_FLIP, List.of(1))).isEmpty();
    }

    @Test
    void a_node_that_was_replicated_anew_makes_room_for_another() {
        FaultBudget budget =
                FaultBudget.minorityOf(THREE).spent(WIPE, List.of(1)).restored(1);

        assertThat(budget.refusal(WIPE, List.of(2))).isEmpty();
    }

    @Test
    void five_voters_may_have_two_that_are_damaged() {
        FaultBudget budget = FaultBudget.minorityOf(List.of(1, 2, 3, 4, 5)).spent(BIT_FLIP, List.of(4));

        assertThat(budget.refusal(BIT_FLIP, List.of(5))).isEmpty();
        assertThat(budget.refusal(BIT_FLIP, List.of(1, 2)))
                .contains("flip-bit of [n1, n2] would leave 3 of 5 voters with lost or damaged durable data,"
                        + " and at most 2 may be");
    }

    @Test
    void damage_outside_the_voters_is_free() {
        FaultBudget budget = FaultBudget.nobodyForgets(THREE);

        assertThat(budget.refusal(WIPE, List.of(4))).isEmpty();
    }

    @Test
    void what_counts_on_promises_survives_no_wipe_but_a_flipped_bit() {
        FaultBudget budget = FaultBudget.nobodyForgets(THREE);

        assertThat(budget.refusal(WIPE, List.of(1))).isPresent();
        assertThat(budget.refusal(BIT_FLIP, List.of(1))).isEmpty();
    }

    @Test
    void a_power_cut_takes_nothing_that_was_synced() {
        FaultBudget budget = FaultBudget.nobodyForgets(THREE);

        assertThat(budget.refusal(POWER_CUT, THREE)).isEmpty();
    }

    @Test
    void a_power_cut_counts_where_acknowledged_is_not_synced() {
        FaultBudget budget = FaultBudget.minorityOf(THREE).withPowerCutsThatForget();

        assertThat(budget.refusal(POWER_CUT, List.of(1))).isEmpty();
        assertThat(budget.refusal(POWER_CUT, List.of(1, 2))).isPresent();
    }

    @Test
    void without_a_guard_everything_may_be_wiped() {
        FaultBudget budget = FaultBudget.unguarded();

        assertThat(budget.refusal(WIPE, THREE)).isEmpty();
    }
}
