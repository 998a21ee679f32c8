package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Duration STORM = Duration.ofMinutes(5);
    private static final FaultPlan PLAN = FaultPlan.of(
                    Schedule.every(Duration.ofSeconds(4), Duration.ofSeconds(8)),
                    Fault.kill(Victim.leader("orders", 0), Span.of(Duration.ofSeconds(2), Duration.ofSeconds(3))))
            .and(
                    Schedule.after(Duration.ofSeconds(1), Duration.ofSeconds(9)),
                    Fault.pause(Victim.any(), Span.of(Duration.ofMillis(500))));

    @Test
    void the_same_seed_gives_the_same_timeline() {
        Timeline first = PLAN.timeline(7, STORM);

        Timeline second = PLAN.timeline(7, STORM);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void another_seed_gives_another_timeline() {
        Timeline first = PLAN.timeline(7, STORM);

        Timeline second = PLAN.timeline(8, STORM);

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void a_fault_added_at_the_end_moves_no_other() {
        Fault nodeThree = Fault.kill(Victim.node(3), Span.of(Duration.ofSeconds(1)));

        Timeline longer = PLAN.and(Schedule.every(Duration.ofSeconds(1), Duration.ofSeconds(2)), nodeThree)
                .timeline(7, STORM);

        List<List<Timeline.Strike>> others = longer.occurrences().stream()
                .filter(occurrence -> !occurrence.fault().equals(nodeThree))
                .map(Timeline.Occurrence::strikes)
                .toList();
        assertThat(others)
                .isEqualTo(PLAN.timeline(7, STORM).occurrences().stream()
                        .map(Timeline.Occurrence::strikes)
                        .toList());
    }

    @Test
    void a_fault_that_is_left_out_moves_no_other() {
        FaultPlan withoutFirst = new FaultPlan(PLAN.faults().subList(1, 2));

        Timeline shorter = withoutFirst.timeline(7, STORM);

        assertThat(shorter.occurrences())
                .extracting(Timeline.Occurrence::strikes)
                .isEqualTo(PLAN
                        .timeline(7, STORM)
                        .keeping(one -> one.fault().equals(PLAN.faults().get(1).fault()))
                        .occurrences()
                        .stream()
                        .map(Timeline.Occurrence::strikes)
                        .toList());
    }

    @Test
    void intervals_and_durations_stay_within_their_spans() {
        Span interval = Span.of(Duration.ofSeconds(4), Duration.ofSeconds(8));
        Span down = Span.of(Duration.ofSeconds(2), Duration.ofSeconds(3));
        FaultPlan plan = FaultPlan.of(new Schedule.Every(interval), Fault.kill(Victim.any(), down));

        List<Timeline.Occurrence> occurrences = plan.timeline(11, STORM).occurrences();

        Duration before = Duration.ZERO;
        assertThat(occurrences).hasSizeBetween(37, 75);
        for (Timeline.Occurrence occurrence : occurrences) {
            assertThat(occurrence.at().minus(before)).isBetween(interval.min(), interval.max());
            assertThat(occurrence.strikes().get(0).lasting()).isBetween(down.min(), down.max());
            before = occurrence.at();
        }
    }

    @Test
    void occurrences_are_numbered_in_the_order_of_their_start() {
        List<Timeline.Occurrence> occurrences = PLAN.timeline(3, STORM).occurrences();

        assertThat(occurrences).extracting(Timeline.Occurrence::at).isSorted();
        for (int i = 0; i < occurrences.size(); i++) {
            assertThat(occurrences.get(i).number()).isEqualTo(i);
        }
    }

    @Test
    void a_start_at_the_end_of_the_storm_is_not_tried() {
        FaultPlan plan = FaultPlan.of(Schedule.at(STORM), Fault.kill(Victim.any(), Span.of(Duration.ofSeconds(1))));

        Timeline timeline = plan.timeline(1, STORM);

        assertThat(timeline.occurrences()).isEmpty();
    }

    @Test
    void the_leader_must_die_while_its_followers_stand_still() {
        Partition partition = new Partition("orders", 0);
        Duration stopped = Duration.ofSeconds(3);

        assertThatThrownBy(() -> Fault.leaderKilledWhileFollowersStandStill(
                        partition, stopped, Duration.ofSeconds(3), Duration.ofSeconds(9)))
                .hasMessage("the leader of orders-0 must die while its followers stand still (PT3S), was to die after"
                        + " PT3S");
    }

    @Test
    void an_interval_that_never_ends_is_refused() {
        assertThatThrownBy(() -> Schedule.every(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("interval of a repeated fault must be >= PT0.01S, was 0s..1s");
    }
}
