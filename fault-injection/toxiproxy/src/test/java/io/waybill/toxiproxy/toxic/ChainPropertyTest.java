package io.waybill.toxiproxy.toxic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is added, changed and taken away while data passes, what cannot be lost is not: every byte arrives once and
 * in order, and the end after them. A failing seed is in the message; run it alone by its number.
 */
final class ChainPropertyTest {

    private static final int STEPS = 150;
    private static final List<ToxicType> LOSSLESS =
            List.of(ToxicType.LATENCY, ToxicType.BANDWIDTH, ToxicType.SLICER, ToxicType.SLOW_CLOSE, ToxicType.NOOP);

    /** A fault does not care who is told of it. */
    private static final class Untold implements FaultTrace {

        @Override
        public void held(int bytes) {}

        @Override
        public void dropped(int bytes) {}
    }

    private static final class Course {

        private final SplittableRandom random;
        private final Bench bench;
        private final List<Toxic> toxics = new ArrayList<>();
        private final List<FaultTrace> faults = new ArrayList<>();
        private final StringBuilder sent = new StringBuilder();
        private boolean isEnded;
        private int names;

        Course(long seed) {
            random = new SplittableRandom(seed);
            bench = new Bench(seed, random.nextInt(1, 200_000));
        }

        private float toxicity() {
            return random.nextBoolean() ? 1 : (float) random.nextDouble();
        }

        private Map<String, Long> attributes(ToxicType type) {
            return switch (type) {
                case LATENCY -> Map.of("latency", random.nextLong(50), "jitter", random.nextLong(50));
                case BANDWIDTH -> Map.of("rate", random.nextLong(20));
                case SLICER ->
                    Map.of(
                            "average_size",
                            random.nextLong(40),
                            "size_variation",
                            random.nextLong(40),
                            "delay",
                            random.nextLong(3000));
                case SLOW_CLOSE -> Map.of("delay", random.nextLong(100));
                default -> Map.of();
            };
        }

        void step() {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> send();
                case 3 -> bench.pass(random.nextInt(30));
                case 4 -> bench.room(random.nextBoolean());
                case 5 -> add();
                case 6 -> change();
                case 7 -> begin();
                default -> end();
            }
        }

        private void send() {
            if (!isEnded && bench.chain().hasRoom()) {
                String text = "<" + sent.length() + ">" + "x".repeat(random.nextInt(200));
                sent.append(text);
                bench.send(text);
                if (random.nextInt(40) == 0) {
                    isEnded = true;
                    bench.chain().end();
                }
            }
        }

        private void add() {
            ToxicType type = LOSSLESS.get(random.nextInt(LOSSLESS.size()));
            Toxic toxic = Bench.toxic("t" + names++, type, attributes(type)).with(toxicity(), Map.of());
            toxics.add(toxic);
            bench.chain().add(toxic);
        }

        private void change() {
            if (toxics.isEmpty()) {
                return;
            }
            int index = random.nextInt(toxics.size());
            Toxic toxic = toxics.get(index);
            if (random.nextInt(3) == 0) {
                bench.chain().remove(toxic.name());
                toxics.remove(index);
            } else {
                Toxic changed = toxic.with(toxicity(), attributes(toxic.type()));
                bench.chain().update(changed);
                toxics.set(index, changed);
            }
        }

        private void begin() {
            FaultTrace fault = new Untold();
            faults.add(fault);
            switch (random.nextInt(4)) {
                case 0 -> bench.chain().stall(fault);
                case 1 -> bench.chain().delay(fault, "f" + faults.size(), 1_000_000, 20_000_000);
                case 2 -> bench.chain().throttle(fault, new Pace(random.nextLong(1, 30_000)));
                default -> bench.chain().slice(fault, random.nextInt(1, 100), random.nextLong(3_000_000));
            }
        }

        private void end() {
            if (!faults.isEmpty()) {
                bench.chain().endFault(faults.remove(random.nextInt(faults.size())));
            }
        }

        void heal() {
            faults.forEach(bench.chain()::endFault);
            toxics.forEach(toxic -> bench.chain().remove(toxic.name()));
            bench.room(true);
            if (!isEnded) {
                bench.chain().end();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void what_cannot_be_lost_arrives_once_and_in_order(int first) {
        for (long seed = first; seed < first + 50; seed++) {
            Course course = new Course(seed);
            for (int i = 0; i < STEPS; i++) {
                course.step();
                assertThat(course.sent.toString()).as("seed %d", seed).startsWith(course.bench.text());
            }

            course.heal();

            assertThat(course.bench.text()).as("seed %d", seed).isEqualTo(course.sent.toString());
            assertThat(course.bench.isEnded()).as("seed %d", seed).isTrue();
            assertThat(course.bench.memory().bytes()).as("seed %d", seed).isZero();
            assertThat(course.bench.chain().hasRoom()).as("seed %d", seed).isTrue();
        }
    }
}
