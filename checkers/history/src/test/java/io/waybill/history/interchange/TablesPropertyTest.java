package io.waybill.history.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablesPropertyTest {

    @Test
    void a_number_table_agrees_with_a_map_whatever_the_numbers_are() {
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            NumberTable table = new NumberTable();
            Map<Long, Integer> map = new HashMap<>();

            for (int i = 0; i < 5_000; i++) {
                long number = number(random, i);
                if (map.putIfAbsent(number, i) == null) {
                    table.put(number, i);
                }
            }

            map.forEach((number, id) -> assertThat(table.get(number)).isEqualTo(id));
            assertThat(IntStream.range(0, 1_000)
                            .mapToLong(i -> number(random, i))
                            .filter(number -> !map.containsKey(number)))
                    .as("seed %d", seed)
                    .allMatch(number -> table.get(number) == NumberTable.NO_ID);
        }
    }

    /** Counters, what lies sparsely above them, and anything. */
    private static long number(SplittableRandom random, int i) {
        return switch (random.nextInt(4)) {
            case 0 -> i;
            case 1 -> random.nextInt(1_000_000);
            case 2 -> random.nextLong();
            default -> random.nextInt(64) - 32L;
        };
    }

    @Test
    void a_pair_table_agrees_with_a_map() {
        SplittableRandom random = new SplittableRandom(3);
        PairTable<Integer> table = new PairTable<>();
        Map<Long, Integer> map = new HashMap<>();

        for (int i = 0; i < 20_000; i++) {
            long pair = PairTable.pair(random.nextInt(300) - 3, random.nextInt(100));
            table.put(pair, i);
            map.put(pair, i);
        }

        map.forEach((pair, value) -> assertThat(table.get(pair)).isEqualTo(value));
        assertThat(table.get(PairTable.pair(1_000, 0))).isNull();
    }

    @Test
    void sorting_keeps_the_order_of_equals() {
        for (int seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] values = random.longs(random.nextInt(200), 0, 50).toArray();

            int[] order = Sorting.order(values);

            int[] expected = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> values[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(order).as("seed %d: %s", seed, Arrays.toString(values)).isEqualTo(expected);
        }
    }

    @Test
    void a_misspelt_word_is_recognized_and_a_strange_one_is_not() {
        List<String> known = List.of("offset", "outcome", "ok");

        assertThat(Nearest.suggestion("ofset", known)).isEqualTo(", did you mean \"offset\"?");
        assertThat(Nearest.suggestion("okay", known)).isEqualTo(", did you mean \"ok\"?");
        assertThat(Nearest.suggestion("weather", known)).isEqualTo(", expected one of offset, outcome, ok");
        assertThat(Nearest.suggestion("anything", List.of())).isEmpty();
    }
}
