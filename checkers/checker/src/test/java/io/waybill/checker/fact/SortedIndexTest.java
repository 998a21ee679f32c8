package io.waybill.checker.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedIndexTest {

    @Test
    void orders_rows_as_a_stable_sort_does_however_far_the_keys_are_apart() {
        SplittableRandom random = new SplittableRandom(11);
        for (int bits = 1; bits < 63; bits++) {
            long[] keys = random.longs(random.nextInt(300), 0, 1L << bits).toArray();
            for (int i = 0; i < keys.length; i++) {
                keys[i] = random.nextInt(10) == 0 ? Long.MAX_VALUE : keys[i];
            }

            int[] order = SortedIndex.ascending(keys, keys.length);

            int[] expected = IntStream.range(0, keys.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(row -> keys[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(order).as("keys of %d bits", bits).isEqualTo(expected);
        }
    }

    @Test
    void refuses_keys_whose_distance_is_no_long() {
        assertThatThrownBy(() -> SortedIndex.ascending(new long[] {Long.MAX_VALUE - 1, Long.MIN_VALUE}, 2))
                .hasMessageContaining("too far apart");
    }
}
