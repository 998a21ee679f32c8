package io.waybill.broker.fetching;

import static io.waybill.broker.fetching.Nodes.MILLI;
import static io.waybill.broker.fetching.Nodes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Randomness;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Leaders change, connections end, disks are slow, nodes die and forget what they had not synced. Whoever leads, what
 * is committed is what all nodes have promised; so it must stay, and in the end all logs are the same.
 */
class FetchingPropertyTest {

    private static final int SEEDS = 100;
    private static final int SEEDS_FOR_FLAWS = 400;
    private static final int NODES = 3;

    @Test
    void logs_converge_and_what_was_committed_stays() {
        var hits = new TreeSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var run = new Run(seed);

            run.go();

            assertThat(run.wrong()).as("seed " + seed).isEmpty();
            hits.addAll(run.nodes.world.hits());
        }
        assertThat(hits)
                .contains(
                        "follower truncates by epoch",
                        "truncation takes several rounds",
                        "follower gets a new leader while its log changes",
                        "follower restarts at the leader's start",
                        "follower is fenced by its leader",
                        "follower knows a newer epoch than its leader");
    }

    @Test
    void flaws_of_truncation_show() {
        for (LogMutant flaw :
                List.of(LogMutant.DIVERGENCE_KEPT, LogMutant.TRUNCATE_TO_HIGH_WATERMARK, LogMutant.EPOCHS_IGNORED)) {
            int seed = 0;
            boolean isFound = false;
            while (!isFound && seed < SEEDS_FOR_FLAWS) {
                var run = new Run(seed, flaw);
                run.go();
                isFound = !run.wrong().isEmpty();
                seed++;
            }
            assertThat(isFound).as(flaw.id()).isTrue();
        }
    }

    private static final class Run {

        private final Nodes nodes;
        private final Randomness random;
        private final Map<Long, String> committed = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();
        private final TreeSet<Integer> isr = new TreeSet<>(List.of(0, 1, 2));
        private int leader;
        private int epoch;
        private int values;

        Run(int seed, LogMutant... flaws) {
            random = Randomness.ofSeed(seed);
            nodes = new Nodes(seed);
            nodes.logs = LogSettings.defaults().withSegments(600, 100, 500).with(flaws);
            nodes.mutants = BrokerMutants.ofIds(
                            List.of(flaws).stream().map(LogMutant::id).toList())
                    .orElseThrow();
            nodes.start(NODES, 1);
        }

        void go() {
            elect(0);
            for (int step = 0; step < 60; step++) {
                act(random.nextInt(11));
                nodes.run(random.nextLong((random.chance(0.5) ? 300 : 10) * MILLI));
                noteCommitted();
            }
            nodes.world.passes = (from, to) -> true;
            nodes.world.diskNanos = node -> 0;
            nodes.world.linkNanos = (from, to) -> 0;
            nodes.run(3 * SECOND);
            elect(leader);
            append();
            nodes.run(6 * SECOND);
            noteCommitted();
        }

        private void act(int what) {
            int node = random.nextInt(NODES);
            switch (what) {
                case 0, 1 -> elect(node);
                case 2 -> {
                    nodes.world.passes = (from, to) -> from.equals(to) || (from != node && to != node);
                    nodes.world.cut();
                }
                case 3, 4 -> nodes.world.passes = (from, to) -> true;
                case 5 -> {
                    long delay = random.nextLong(SECOND / 10);
                    nodes.world.diskNanos = id -> id == node ? delay : 0;
                    nodes.world.linkNanos = (from, to) -> from == node ? delay : 0;
                }
                case 6 -> restart(node);
                case 7 -> {
                    var led = nodes.node(leader).replica(0);
                    led.deleteBefore(random.nextLong(led.highWatermark() + 1), start -> {}, failure -> {});
                }
                case 8 -> changeInSync(node);
                default -> append();
            }
        }

        /** Brings a node up again after a crash; if it led, it leads in a new epoch with what it still has. */
        private void restart(int node) {
            nodes.world.kill(node);
            nodes.startNode(node, 1);
            if (node == leader) {
                elect(node);
            } else {
                nodes.node(node).follow(0, leader, epoch);
            }
        }

        private void elect(int node) {
            if (!isr.contains(node) || nodes.node(node).follower(0).isChanging) {
                return;
            }
            leader = node;
            epoch++;
            nodes.node(node).lead(0, epoch, waitsFor());
            if (random.chance(0.3)) {
                append();
            }
            for (int other : others(node)) {
                if (random.chance(0.8)) {
                    nodes.node(other).follow(0, leader, epoch);
                }
            }
            nodes.run(random.nextLong(20 * MILLI));
            for (int other : others(node)) {
                nodes.node(other).follow(0, leader, epoch);
            }
        }

        /** A follower leaves the in-sync replicas, or comes back where it has caught up. */
        private void changeInSync(int node) {
            var led = nodes.node(leader).replica(0);
            if (node != leader && !isr.remove(node) && led.hasCaughtUp(node)) {
                isr.add(node);
            }
            led.waitFor(List.of(waitsFor()));
        }

        private Integer[] waitsFor() {
            return isr.stream().filter(id -> id != leader).toArray(Integer[]::new);
        }

        private static Integer[] others(int node) {
            var others = new ArrayList<Integer>();
            for (int id = 0; id < NODES; id++) {
                if (id != node) {
                    others.add(id);
                }
            }
            return others.toArray(Integer[]::new);
        }

        private void append() {
            for (int i = random.nextInt(4); i >= 0; i--) {
                nodes.node(leader).append(0, "value " + values++);
            }
        }

        private void noteCommitted() {
            long highWatermark = nodes.node(leader).replica(0).highWatermark();
            for (String record : nodes.node(leader).contents(0)) {
                long offset = offset(record);
                if (offset < highWatermark) {
                    String before = committed.putIfAbsent(offset, record);
                    if (before != null && !before.equals(record)) {
                        wrong.add("committed was " + before + ", is " + record);
                    }
                }
            }
        }

        /**
         * Returns what is wrong in the end. Logs may begin where they were deleted to, a leader's before the others'.
         */
        List<String> wrong() {
            long start = 0;
            for (int node = 0; node < NODES; node++) {
                start = Math.max(start, nodes.node(node).replica(0).logStartOffset());
            }
            var led = from(start, leader);
            for (int node = 0; node < NODES; node++) {
                var has = from(start, node);
                if (!has.equals(led)) {
                    wrong.add("node " + node + " has " + has + ", leader " + leader + " has " + led);
                }
            }
            for (var each : committed.entrySet()) {
                if (each.getKey() >= start && !led.contains(each.getValue())) {
                    wrong.add("committed " + each.getValue() + " is lost");
                }
            }
            return wrong;
        }

        private List<String> from(long start, int node) {
            return nodes.node(node).contents(0).stream()
                    .filter(record -> offset(record) >= start)
                    .toList();
        }

        private static long offset(String record) {
            return Long.parseLong(record.substring(0, record.indexOf('@')));
        }
    }
}
