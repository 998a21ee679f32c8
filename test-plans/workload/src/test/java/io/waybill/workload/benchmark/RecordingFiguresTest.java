package io.waybill.workload.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordingFiguresTest {

    private static final EventCost COST = new EventCost(200, 100);

    /** @param lossPercent what recording costs in each of the pairs */
    private static List<String> text(double... lossPercent) {
        RecordingFigures.Pairs pairs = new RecordingFigures.Pairs();
        for (double loss : lossPercent) {
            Slice without = new Slice(1_000_000, 1_000_000_000L, 2_000_000_000L, 1_000_000_000L);
            pairs.add(
                    new Slice(1_000_000, Math.round(1_000_000_000L / (1 - loss / 100)), 2_100_000_000L, 1_000_000_000L),
                    without);
        }
        return pairs.figures(COST).text();
    }

    @Test
    void what_is_little_in_all_pairs_meets_the_aim() {
        assertThat(text(1, 1, 1, 1, 1, 1))
                .contains("at most 2 % of the throughput: met", "throughput    -1.0 % (-1.0 to -1.0 with 97 %)");
    }

    @Test
    void what_is_much_in_all_pairs_does_not() {
        assertThat(text(5, 4, 6, 5, 5, 5)).contains("at most 2 % of the throughput: not met");
    }

    /** Noise must not be sold as an answer, in neither direction. */
    @Test
    void what_is_little_in_some_and_much_in_others_is_not_decided() {
        assertThat(text(1, 1, 1, 1, 5, -3))
                .anyMatch(line -> line.startsWith("at most 2 % of the throughput: met by the median, but"));
        assertThat(text(5, 5, 5, 5, 1, 1))
                .anyMatch(line -> line.startsWith("at most 2 % of the throughput: not met by the median, but"));
    }

    @Test
    void a_few_pairs_decide_nothing_however_clear_they_are() {
        assertThat(text(50, 50, 50))
                .anyMatch(line -> line.startsWith("at most 2 % of the throughput: not met by the median, but"));
    }

    @Test
    void an_event_is_put_beside_all_that_a_message_costs() {
        assertThat(text(1))
                .contains("one event     200 ns a send with its answer, 100 ns a delivery: 9.1 % of a message's CPU");
    }
}
