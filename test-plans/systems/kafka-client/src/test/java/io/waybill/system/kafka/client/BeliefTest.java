package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.client.admin.TopicDescription;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BeliefTest {

    private static final UUID ORDERS = new UUID(1, 2);

    private final Belief belief = new Belief();
    private long question;

    private static Belief.Word says(int node, int epoch, int leader, Integer... inSync) {
        return new Belief.Word(
                node, new TopicDescription.Partition(0, leader, epoch, List.of(1, 2, 3), List.of(inSync), List.of()));
    }

    private TopicDescription.Partition of(Belief.Word... words) {
        return belief.of(ORDERS, ++question, List.of(words));
    }

    @Test
    void the_newest_leader_epoch_tells_who_leads() {
        assertThat(of(says(1, 4, 1, 1, 2, 3), says(3, 5, 2, 2, 3)).leader()).isEqualTo(2);
    }

    @Test
    void of_who_is_in_sync_the_leader_is_believed() {
        assertThat(of(says(1, 4, 2, 1, 2, 3), says(2, 4, 2, 2), says(3, 4, 2, 2, 3))
                        .inSync())
                .containsExactly(2);
        assertThat(of(says(1, 4, 2, 2), says(2, 4, 2, 1, 2)).inSync()).containsExactly(1, 2);
    }

    @Test
    void who_comes_back_and_does_not_know_better_is_not_believed_where_the_leader_is_late() {
        of(says(1, 4, 1, 1));

        TopicDescription.Partition now = of(says(2, 4, 1, 1, 2));

        assertThat(now.inSync()).containsExactly(1);
    }

    @Test
    void a_leader_that_is_late_is_believed_when_it_is_heard() {
        of(says(1, 4, 1, 1));
        belief.of(ORDERS, 9, List.of(says(2, 4, 1, 1, 2)));
        belief.of(ORDERS, 8, List.of(says(1, 4, 1, 1, 2)));

        assertThat(belief.of(ORDERS, 10, List.of(says(2, 4, 1, 1))).inSync()).containsExactly(1, 2);
    }

    @Test
    void who_is_behind_an_epoch_is_not_believed_alone() {
        of(says(3, 5, 3, 3));

        assertThat(of(says(2, 4, 1, 1, 2)).leader()).isEqualTo(3);
        assertThat(of(says(2, 6, 1, 1, 2)).leader()).isEqualTo(1);
    }

    @Test
    void an_answer_to_an_earlier_question_is_not_believed_against_one_to_a_later() {
        belief.of(ORDERS, 8, List.of(says(1, 4, 1, 1)));

        assertThat(belief.of(ORDERS, 7, List.of(says(1, 4, 1, 1, 2))).inSync()).containsExactly(1);
        assertThat(belief.of(ORDERS, 9, List.of(says(1, 4, 1, 1, 2))).inSync()).containsExactly(1, 2);
    }

    @Test
    void where_nobody_leads_who_says_fewer_is_believed() {
        assertThat(of(says(1, 5, -1, 1, 2), says(3, 5, -1, 1)).inSync()).containsExactly(1);
        assertThat(of(says(1, 5, -1)).inSync()).isEmpty();
    }

    @Test
    void where_epochs_are_not_told_each_answer_is_believed() {
        of(says(1, -1, 1, 1));

        assertThat(of(says(2, -1, 1, 1, 2)).inSync()).containsExactly(1, 2);
    }

    @Test
    void a_topic_that_was_made_anew_is_another_one() {
        of(says(1, 5, 1, 1));

        assertThat(belief.of(new UUID(3, 4), 1, List.of(says(2, 0, 2, 1, 2))).leader())
                .isEqualTo(2);
    }
}
