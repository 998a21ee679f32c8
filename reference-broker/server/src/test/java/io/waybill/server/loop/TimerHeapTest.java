package io.waybill.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heap against a sorted list. */
final class TimerHeapTest {

    private record Set(long due, long number, TimerHeap.Entry entry) {}

    @Test
    void timers_come_by_their_time_and_their_age_whoever_is_taken_back() {
        for (long seed = 0; seed < 300; seed++) {
            var randomness = Randomness.ofSeed(seed);
            var heap = new TimerHeap();
            List<Set> model = new ArrayList<>();
            for (long number = 0; number < 400; number++) {
                int what = randomness.nextInt(10);
                if (what < 6) {
                    long due = randomness.nextInt(50);
                    var entry = new TimerHeap.Entry(heap, due, number, () -> {});
                    heap.add(entry);
                    model.add(new Set(due, number, entry));
                } else if (what < 8 && !model.isEmpty()) {
                    var gone = model.remove(randomness.nextInt(model.size())).entry();
                    assertThat(gone.cancel()).isTrue();
                    assertThat(gone.cancel()).isFalse();
                } else if (!model.isEmpty()) {
                    var first = first(model);
                    assertThat(heap.first()).as("seed %d", seed).isSameAs(first.entry());
                    heap.remove(first.entry());
                    model.remove(first);
                }
                assertThat(heap.size()).isEqualTo(model.size());
            }
            while (!model.isEmpty()) {
                var first = first(model);
                assertThat(heap.first()).as("seed %d", seed).isSameAs(first.entry());
                heap.remove(first.entry());
                model.remove(first);
            }
            assertThat(heap.first()).isNull();
        }
    }

    private static Set first(List<Set> model) {
        return model.stream()
                .min(Comparator.comparingLong(Set::due).thenComparingLong(Set::number))
                .orElseThrow();
    }
}
