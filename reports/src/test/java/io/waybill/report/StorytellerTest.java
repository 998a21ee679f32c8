package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StorytellerTest {

    private static final Judgement.FaultInterval PAUSE =
            Facts.fault(0, "pause", "followers of orders-3", List.of("n2", "n3"), 133_000, 138_000);
    private static final Judgement.FaultInterval KILL =
            Facts.fault(1, "kill", "leader of orders-3", List.of("n1"), 136_900, 144_000);

    private static Story story(List<Judgement.FaultInterval> faults, List<Event.BrokerFact> facts) {
        return story(faults, List.of(), facts);
    }

    private static Story story(
            List<Judgement.FaultInterval> faults, List<Event.MomentHit> moments, List<Event.BrokerFact> facts) {
        LostWrite lost = Facts.lostWrite();
        Judgement judgement = Facts.judgement(List.of(), List.of(Facts.group(LostWrite.KIND, 1, lost)), faults);
        return new Storyteller(judgement, new Circumstances(faults, moments, facts)).tell(lost);
    }

    private static String note(Story story, String what) {
        return story.steps().stream()
                .filter(step -> step.what().startsWith(what))
                .findFirst()
                .orElseThrow()
                .note();
    }

    @Test
    void the_proof_alone_is_a_story_that_ends_in_the_contradiction() {
        Story story = story(List.of(), List.of());

        assertThat(story.steps())
                .extracting(StoryStep::actor, StoryStep::what, StoryStep::note)
                .containsExactly(
                        tuple("p2 → orders-3", "send order-8842", ""),
                        tuple("orders-3 → p2", "ack @1187", "from here on it must be delivered"),
                        tuple("orders-3 → c1", "deliver @1186 p2#0", ""),
                        tuple("orders-3 → c1", "deliver @1188 p2#2", "order-8842 is not there"));
        assertThat(story.explains()).isFalse();
        assertThat(story.steps().get(3).contradicts()).isTrue();
    }

    @Test
    void faults_that_overlap_are_told_apart_from_the_proof() {
        Story story = story(List.of(PAUSE, KILL), List.of(Facts.leader(1, 4, 1_000)));

        assertThat(story.steps())
                .filteredOn(step -> step.role() == Step.Role.EXPLAINS)
                .extracting(StoryStep::what)
                .contains("paused (followers of orders-3)", "killed (leader of orders-3)", "leads orders-3 in epoch 4");
        assertThat(note(story, "killed")).isEqualTo("2.5 s after it acknowledged");
    }

    @Test
    void a_leader_that_loses_power_is_told_as_one_that_is_killed() {
        Judgement.FaultInterval cut =
                Facts.fault(1, "cut-power", "leader of orders-3", List.of("n1"), 136_900, 144_000);

        Story story = story(List.of(PAUSE, cut), List.of(Facts.leader(1, 4, 1_000), Facts.leader(2, 5, 141_940)));

        assertThat(note(story, "without power (leader of orders-3)")).isEqualTo("2.5 s after it acknowledged");
        assertThat(note(story, "leads orders-3 in epoch 5")).isEqualTo("down from send to kill: cannot have it");
    }

    @Test
    void dangerous_moments_between_the_first_and_the_last_of_the_proof_are_told_with_what_was_seen() {
        List<Event.MomentHit> moments = List.of(
                new Event.MomentHit("appended batch sent again", "n1: orders-3", Facts.ms(135_000)),
                new Event.MomentHit("leadership moved", "orders-3: n1 → n2", Facts.ms(9_000_000)));

        Story story = story(List.of(), moments, List.of());

        assertThat(story.steps())
                .filteredOn(step -> step.role() == Step.Role.EXPLAINS)
                .extracting(StoryStep::what)
                .containsExactly("appended batch sent again (n1: orders-3)");
    }

    @Test
    void faults_that_ended_before_the_send_are_not_told() {
        Story story = story(List.of(Facts.fault(0, "kill", "n3", List.of("n3"), 1_000, 2_000)), List.of());

        assertThat(story.explains()).isFalse();
    }

    @Test
    void a_new_leader_that_was_down_from_the_send_to_the_kill_seals_the_fate() {
        Story story = story(List.of(PAUSE, KILL), List.of(Facts.leader(1, 4, 1_000), Facts.leader(2, 5, 141_940)));

        assertThat(note(story, "leads orders-3 in epoch 5")).isEqualTo("down from send to kill: cannot have it");
    }

    @Test
    void a_new_leader_that_was_up_between_send_and_kill_is_not_accused() {
        Judgement.FaultInterval shortPause =
                Facts.fault(0, "pause", "followers of orders-3", List.of("n2"), 133_000, 135_000);

        Story story = story(List.of(shortPause, KILL), List.of(Facts.leader(1, 4, 1_000), Facts.leader(2, 5, 141_940)));

        assertThat(note(story, "leads orders-3 in epoch 5")).isEmpty();
    }

    @Test
    void a_truncation_below_the_message_destroys_a_copy_and_one_above_it_does_not() {
        Story below = story(List.of(), List.of(Facts.truncated(1, 1187, 146_377)));
        Story above = story(List.of(), List.of(Facts.truncated(1, 1188, 146_377)));

        assertThat(note(below, "cuts")).isEqualTo("fate sealed: its copy is destroyed");
        assertThat(note(above, "cuts")).isEmpty();
    }

    @Test
    void a_story_has_at_most_twelve_steps_and_says_how_many_it_left_out() {
        List<Judgement.FaultInterval> faults = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            faults.add(Facts.fault(i, "kill", "n3", List.of("n3"), 135_000 + i, 136_000 + i));
        }

        Story story = story(faults, List.of(Facts.truncated(1, 1187, 146_377)));

        assertThat(story.steps()).hasSize(Story.MOST_STEPS);
        assertThat(story.steps()).extracting(StoryStep::what).contains("cuts orders-3 back to 1187");
        assertThat(story.omitted()).isEqualTo(40 + 40 + 1 - 8);
    }

    @Test
    void steps_stand_in_the_order_of_their_times() {
        Story story = story(
                List.of(PAUSE, KILL),
                List.of(Facts.leader(1, 4, 1_000), Facts.inSync(133_500, 1), Facts.leader(2, 5, 141_940)));

        assertThat(story.steps()).extracting(StoryStep::atNanos).isSorted();
    }

    @Test
    void a_message_read_before_its_send_is_contradicted_by_the_send_alone() {
        ReadBeforeSend early =
                new ReadBeforeSend(Facts.send(1, Outcome.ok(), 0, 30_000, 30_010), Facts.delivery(1, 0, 20_000));
        Judgement judgement = Facts.judgement(List.of(), List.of(), List.of());

        Story story = new Storyteller(judgement, Circumstances.NONE).tell(early);

        assertThat(story.steps())
                .filteredOn(StoryStep::contradicts)
                .extracting(StoryStep::what)
                .containsExactly("send order-8842");
    }

    @Test
    void the_alibi_answers_ambiguity_drain_tear_and_clocks() {
        Story story = story(List.of(), List.of());

        assertThat(story.alibi())
                .containsExactly(
                        "no operation of unknown outcome is needed for the proof; the 1 send without an answer counts"
                                + " for neither side",
                        "it is not merely late: everything was read to the end after the last fault was healed",
                        "the history is whole",
                        "all times are of one monotonic clock");
    }
}
