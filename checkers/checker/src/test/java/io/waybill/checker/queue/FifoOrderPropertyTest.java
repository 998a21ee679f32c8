package io.waybill.checker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FifoOrderPropertyTest {

    private static final long SEED = 0x5eed_f1f0L;
    private static final int HISTORIES = 20_000;

    @Test
    void agrees_with_trying_every_order_of_every_completion() {
        SplittableRandom random = new SplittableRandom(SEED);
        int illegal = 0;
        for (int i = 0; i < HISTORIES; i++) {
            SmallQueue queue = SmallQueue.random(random);

            boolean breach = !queue.breaches(1).isEmpty() || queue.readsBeforeSend();

            assertThat(breach).as("history %d of seed %x: %s", i, SEED, queue).isEqualTo(!queue.isLinearizable());
            illegal += breach ? 1 : 0;
        }
        assertThat(illegal).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    @Test
    void every_witness_is_a_breach_on_its_own() {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < HISTORIES; i++) {
            SmallQueue queue = SmallQueue.random(random);
            for (int[] pair : queue.breaches(1)) {
                if (queue.deqInvoke[pair[0]] != Event.NEVER) {
                    SmallQueue alone = queue.only(pair);

                    assertThat(alone.isLinearizable())
                            .as("%s of %s", alone, queue)
                            .isFalse();
                }
            }
        }
    }

    /** At most four values: eight operations and a few dequeues of unknown result. */
    private record SmallQueue(
            long[] enqInvoke, long[] enqComplete, long[] deqInvoke, long[] deqComplete, long[] hidden) {

        static SmallQueue random(SplittableRandom random) {
            int count = 1 + random.nextInt(4);
            long[][] columns = new long[4][count];
            for (int value = 0; value < count; value++) {
                columns[0][value] = random.nextInt(12);
                boolean info = random.nextInt(5) == 0;
                columns[1][value] = info ? Event.NEVER : columns[0][value] + random.nextInt(5);
                boolean out = random.nextInt(4) != 0;
                columns[2][value] = out ? Math.max(0, columns[0][value] + random.nextInt(12) - 1) : Event.NEVER;
                columns[3][value] = out ? columns[2][value] + random.nextInt(5) : Event.NEVER;
            }
            long[] hidden = random.longs(random.nextInt(3), 0, 16).sorted().toArray();
            return new SmallQueue(columns[0], columns[1], columns[2], columns[3], hidden);
        }

        List<int[]> breaches(long valuesEach) {
            List<int[]> found = new ArrayList<>();
            try (Together together = new Together(1)) {
                new FifoOrder(enqInvoke, enqComplete, deqInvoke, deqComplete, enqInvoke.length)
                        .check(
                                hidden,
                                valuesEach,
                                together,
                                (earlier, later) -> found.add(new int[] {earlier, later}),
                                (earlier, later) -> found.add(new int[] {earlier, later}));
            }
            return found;
        }

        boolean readsBeforeSend() {
            for (int value = 0; value < enqInvoke.length; value++) {
                if (deqComplete[value] < enqInvoke[value]) {
                    return true;
                }
            }
            return false;
        }

        SmallQueue only(int[] values) {
            return new SmallQueue(
                    pick(enqInvoke, values),
                    pick(enqComplete, values),
                    pick(deqInvoke, values),
                    pick(deqComplete, values),
                    new long[0]);
        }

        private static long[] pick(long[] column, int[] values) {
            return Arrays.stream(values).mapToLong(value -> column[value]).toArray();
        }

        /** Operations: enqueues 0 to n-1, dequeues n to 2n-1, hidden dequeues from 2n. */
        boolean isLinearizable() {
            return canFinish(0, new ArrayDeque<>());
        }

        private boolean canFinish(int done, Deque<Integer> queue) {
            int operations = 2 * enqInvoke.length + hidden.length;
            boolean finished = true;
            for (int op = 0; op < operations; op++) {
                finished &= (done & 1 << op) != 0 || complete(op) == Event.NEVER;
            }
            if (finished) {
                return true;
            }
            for (int op = 0; op < operations; op++) {
                if ((done & 1 << op) == 0 && invoke(op) != Event.NEVER && mayBeNext(op, done)) {
                    Deque<Integer> after = new ArrayDeque<>(queue);
                    if (apply(op, after) && canFinish(done | 1 << op, after)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean mayBeNext(int op, int done) {
            for (int other = 0; other < 2 * enqInvoke.length + hidden.length; other++) {
                if ((done & 1 << other) == 0 && complete(other) < invoke(op)) {
                    return false;
                }
            }
            return true;
        }

        private boolean apply(int op, Deque<Integer> queue) {
            int count = enqInvoke.length;
            if (op < count) {
                queue.add(op);
                return true;
            }
            Integer head = queue.poll();
            return head != null && (op >= 2 * count || head == op - count);
        }

        private long invoke(int op) {
            int count = enqInvoke.length;
            return op < count ? enqInvoke[op] : op < 2 * count ? deqInvoke[op - count] : hidden[op - 2 * count];
        }

        private long complete(int op) {
            int count = enqInvoke.length;
            return op < count ? enqComplete[op] : op < 2 * count ? deqComplete[op - count] : Event.NEVER;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int value = 0; value < enqInvoke.length; value++) {
                text.append(value)
                        .append(": in ")
                        .append(enqInvoke[value])
                        .append("..")
                        .append(enqComplete[value]);
                text.append(" out ")
                        .append(deqInvoke[value])
                        .append("..")
                        .append(deqComplete[value])
                        .append("; ");
            }
            return text + "hidden " + Arrays.toString(hidden);
        }
    }
}
