package io.waybill.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import io.waybill.simulator.trace.FrameDescriber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue against a list that is sorted. */
final class EventQueuePropertyTest {
    private static final int SEEDS = 300;

    @Test
    void events_come_by_time_and_then_by_age_whatever_was_added_and_taken_before() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = Randomness.ofSeed(seed);
            var queue = new EventQueue();
            var expected = new ArrayList<Numbered>();
            int times = 1 + random.nextInt(50);
            for (int step = 0; step < 3_000; step++) {
                if (expected.isEmpty() || random.chance(0.6)) {
                    var event = new Numbered(step, random.nextInt(times));
                    queue.add(event.time, event);
                    expected.add(event);
                } else {
                    Numbered first = first(expected);
                    assertThat(queue.firstTime()).isEqualTo(first.time);
                    assertThat(queue.poll()).as("seed %d", seed).isSameAs(first);
                    expected.remove(first);
                }
            }
            assertThat(queue.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void events_with_new_times_come_by_these() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = Randomness.ofSeed(seed);
            var queue = new EventQueue();
            var expected = new ArrayList<Numbered>();
            for (int number = 0; number < 200; number++) {
                var event = new Numbered(number, random.nextInt(100));
                queue.add(event.time, event);
                expected.add(event);
            }

            queue.retime((event, time) -> ((Numbered) event).time = Math.min(time, 50));

            while (!expected.isEmpty()) {
                Numbered first = first(expected);
                assertThat(queue.poll()).as("seed %d", seed).isSameAs(first);
                expected.remove(first);
            }
        }
    }

    @Test
    void events_in_vain_are_taken_out_and_the_rest_stays_in_order() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = Randomness.ofSeed(seed);
            var queue = new EventQueue();
            var expected = new ArrayList<Numbered>();
            for (int number = 0; number < 2_000; number++) {
                var event = new Numbered(number, random.nextInt(500));
                queue.add(event.time, event);
                expected.add(event);
                if (random.chance(0.8)) {
                    expected.remove(random.nextInt(expected.size())).cancel(queue);
                }
            }

            assertThat(queue.size()).as("seed %d", seed).isLessThan(2 * expected.size() + 70);
            while (!expected.isEmpty()) {
                Numbered next = (Numbered) queue.poll();
                if (!next.isInVain()) {
                    Numbered first = first(expected);
                    assertThat(next).as("seed %d", seed).isSameAs(first);
                    expected.remove(first);
                }
            }
        }
    }

    private static Numbered first(List<Numbered> events) {
        return events.stream()
                .min(Comparator.comparingLong((Numbered event) -> event.time).thenComparingInt(event -> event.number))
                .orElseThrow();
    }

    private static final class Numbered extends Event {
        private final int number;
        private long time;
        private boolean inVain;

        Numbered(int number, long time) {
            this.number = number;
            this.time = time;
        }

        void cancel(EventQueue queue) {
            inVain = true;
            queue.inVain();
        }

        @Override
        protected boolean isInVain() {
            return inVain;
        }

        @Override
        protected boolean happen() {
            return true;
        }

        @Override
        protected int kind() {
            return 1;
        }

        @Override
        protected String describe(FrameDescriber frames) {
            return "number " + number;
        }
    }
}
