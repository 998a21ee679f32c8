package io.waybill.broker.fetching;

import static io.waybill.broker.fetching.Nodes.MILLI;
import static io.waybill.broker.fetching.Nodes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.data.LogReplica;
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

    private static final int SEEDS = 60;
    private static final int SEEDS_FOR_FLAWS = 400;
    private static final int NODES = 3;
    private static final int PARTITIONS = 3;

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
                        "late fetch answer is dropped",
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
        private final List<Led> partitions = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private int values;

        Run(int seed, LogMutant... flaws) {
            random = Randomness.ofSeed(seed);
            nodes = new Nodes(seed);
            nodes.logs = LogSettings.defaults().withSegments(600, 100, 500).with(flaws);
            nodes.mutants = BrokerMutants.ofIds(
                            List.of(flaws).stream().map(LogMutant::id).toList())
                    .orElseThrow();
            nodes.start(NODES, PARTITIONS);
            for (int number = 0; number < PARTITIONS; number++) {
                partitions.add(new Led(number));
            }
        }

        void go() {
            partitions.forEach(it -> it.elect(random.nextInt(NODES)));
            for (int step = 0; step < 60; step++) {
                act(random.nextInt(11));
                nodes.run(random.nextLong((random.chance(0.5) ? 300 : 10) * MILLI));
                partitions.forEach(Led::noteCommitted);
            }
            nodes.world.passes = (from, to) -> true;
            nodes.world.diskNanos = node -> 0;
            nodes.world.linkNanos = (from, to) -> 0;
            nodes.run(3 * SECOND);
            for (Led partition : partitions) {
                partition.elect(partition.leader);
                partition.append();
            }
            nodes.run(6 * SECOND);
            partitions.forEach(Led::noteCommitted);
        }

        List<String> wrong() {
            partitions.forEach(Led::judge);
            return wrong;
        }

        private void act(int what) {
            int node = random.nextInt(NODES);
            Led partition = partitions.get(random.nextInt(PARTITIONS));
            switch (what) {
                case 0, 1 -> partition.elect(node);
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
                case 7 -> partition.delete();
                case 8 -> partition.changeInSync(node);
                default -> partition.append();
            }
        }

        /** Brings a node up again after a crash; what it led, it leads in a new epoch with what it still has. */
        private void restart(int node) {
            nodes.world.kill(node);
            nodes.startNode(node, PARTITIONS);
            for (Led partition : partitions) {
                if (node == partition.leader) {
                    partition.elect(node);
                } else {
                    nodes.node(node).follow(partition.number, partition.leader, partition.epoch);
                }
            }
        }

        private static List<Integer> others(int node) {
            var others = new ArrayList<Integer>();
            for (int id = 0; id < NODES; id++) {
                if (id != node) {
                    others.add(id);
                }
            }
            return others;
        }

        private static long offset(String record) {
            return Long.parseLong(record.substring(0, record.indexOf('@')));
        }

        /** One partition: who leads it, who is in sync, and what was ever committed. */
        private final class Led {

            private final int number;
            private final TreeSet<Integer> isr = new TreeSet<>(List.of(0, 1, 2));
            private final Map<Long, String> committed = new TreeMap<>();
            private int leader;
            private int epoch;

            Led(int number) {
                this.number = number;
            }

            private LogReplica replica(int node) {
                return nodes.node(node).replica(number);
            }

            void elect(int node) {
                if (!isr.contains(node) || nodes.node(node).follower(number).isChanging) {
                    return;
                }
                leader = node;
                epoch++;
                nodes.node(node).lead(number, epoch, waitsFor());
                if (random.chance(0.3)) {
                    append();
                }
                for (int other : others(node)) {
                    if (random.chance(0.8)) {
                        nodes.node(other).follow(number, leader, epoch);
                    }
                }
                nodes.run(random.nextLong(20 * MILLI));
                for (int other : others(node)) {
                    nodes.node(other).follow(number, leader, epoch);
                }
            }

            /** A follower leaves the in-sync replicas, or comes back where it has caught up. */
            void changeInSync(int node) {
                if (node != leader && !isr.remove(node) && replica(leader).hasCaughtUp(node)) {
                    isr.add(node);
                }
                replica(leader).waitFor(List.of(waitsFor()));
            }

            private Integer[] waitsFor() {
                return isr.stream().filter(id -> id != leader).toArray(Integer[]::new);
            }

            void append() {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    nodes.node(leader).append(number, "value " + values++);
                }
            }

            void delete() {
                var led = replica(leader);
                led.deleteBefore(random.nextLong(led.highWatermark() + 1), start -> {}, failure -> {});
            }

            void noteCommitted() {
                long highWatermark = replica(leader).highWatermark();
                for (String record : nodes.node(leader).contents(number)) {
                    if (offset(record) < highWatermark) {
                        String before = committed.putIfAbsent(offset(record), record);
                        if (before != null && !before.equals(record)) {
                            wrong.add("committed was " + before + ", is " + record);
                        }
                    }
                }
            }

            /**
             * Notes what is wrong in the end. Logs begin where they were deleted to, a leader's perhaps before others.
             */
            void judge() {
                long start = 0;
                for (int node = 0; node < NODES; node++) {
                    start = Math.max(start, replica(node).logStartOffset());
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
            }

            private List<String> from(long start, int node) {
                return nodes.node(node).contents(number).stream()
                        .filter(record -> offset(record) >= start)
                        .toList();
            }
        }
    }
}
