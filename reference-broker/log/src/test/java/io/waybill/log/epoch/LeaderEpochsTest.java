package io.waybill.log.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderEpochsTest {

    private final LeaderEpochs epochs = new LeaderEpochs();

    LeaderEpochsTest() {
        epochs.assign(1, 0);
        epochs.assign(3, 10);
        epochs.assign(4, 20);
    }

    @Test
    void an_epoch_ends_where_the_next_one_of_the_log_begins() {
        assertThat(epochs.endOf(4, 25)).isEqualTo(new EpochEnd(4, 25));
        assertThat(epochs.endOf(3, 25)).isEqualTo(new EpochEnd(3, 20));
        assertThat(epochs.endOf(1, 25)).isEqualTo(new EpochEnd(1, 10));
    }

    @Test
    void an_epoch_that_the_log_does_not_have_is_answered_with_the_one_before() {
        assertThat(epochs.endOf(2, 25)).isEqualTo(new EpochEnd(1, 10));
        assertThat(epochs.endOf(9, 25)).isEqualTo(new EpochEnd(4, 25));
    }

    @Test
    void an_epoch_before_all_ended_where_they_begin() {
        epochs.truncateBefore(12);

        assertThat(epochs.endOf(1, 25)).isEqualTo(new EpochEnd(1, 10));
        assertThat(epochs.lines()).isEqualTo("3 10\n4 20\n");
    }

    @Test
    void the_epoch_of_the_last_record_that_was_deleted_is_kept() {
        epochs.truncateBefore(20);

        assertThat(epochs.endOf(1, 25)).isEqualTo(new EpochEnd(1, 10));
        assertThat(epochs.endOf(3, 25)).isEqualTo(new EpochEnd(3, 20));
        assertThat(epochs.lines()).isEqualTo("3 10\n4 20\n");

        epochs.truncateBefore(21);

        assertThat(epochs.endOf(3, 25)).isEqualTo(new EpochEnd(3, 20));
        assertThat(epochs.lines()).isEqualTo("4 20\n");
    }

    @Test
    void nothing_is_known_of_an_empty_log() {
        assertThat(new LeaderEpochs().endOf(3, 0)).isEqualTo(EpochEnd.UNKNOWN);
        assertThat(epochs.endOf(-1, 25)).isEqualTo(EpochEnd.UNKNOWN);
    }

    @Test
    void an_epoch_that_wrote_nothing_is_forgotten_for_the_next() {
        epochs.assign(5, 30);
        epochs.assign(7, 30);

        assertThat(epochs.lines()).isEqualTo("1 0\n3 10\n4 20\n7 30\n");
    }

    @Test
    void an_older_epoch_changes_nothing() {
        assertThat(epochs.assign(4, 30)).isFalse();
        assertThat(epochs.assign(2, 30)).isFalse();
        assertThat(epochs.latest()).isEqualTo(4);
    }

    @Test
    void truncation_forgets_what_began_at_the_end_or_later() {
        assertThat(epochs.truncateFrom(20)).isTrue();
        assertThat(epochs.truncateFrom(20)).isFalse();
        assertThat(epochs.lines()).isEqualTo("1 0\n3 10\n");
    }

    @Test
    void each_offset_has_its_epoch() {
        assertThat(List.of(epochs.epochOf(0), epochs.epochOf(9), epochs.epochOf(10), epochs.epochOf(99)))
                .containsExactly(1, 1, 3, 4);
    }

    @Test
    void text_comes_back_and_other_text_does_not() {
        LeaderEpochs read = LeaderEpochs.ofLines(List.of(epochs.lines().split("\n")));

        assertThat(read).hasToString(epochs.toString());
        assertThat(LeaderEpochs.ofLines(List.of("1"))).isNull();
        assertThat(LeaderEpochs.ofLines(List.of("1 x"))).isNull();
    }
}
