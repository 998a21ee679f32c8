package io.waybill.raft;

import static io.waybill.raft.world.SmallQuorum.MILLI;
import static io.waybill.raft.world.SmallQuorum.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import io.waybill.raft.client.Outcome;
import io.waybill.raft.client.QuorumClient;
import io.waybill.raft.machine.Ledger;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.raft.world.SmallQuorum;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole members under crashes and cuts, from seeds: {@code -Dwaybill.seeds=N} runs more of them. */
class QuorumChaosPropertyTest {

    private static final Limits SMALL = new Limits(8, 4_096, 4, 256, 1_024, 40, 5);
    /** Clients that append and read, and what they learnt. */
    private static final class Load {
        final Map<Long, Long> acknowledged = new HashMap<>();
        final List<String> breaches = new ArrayList<>();
        long sent;
        long ok;
        boolean stopped;

        void run(SmallQuorum quorum, QuorumClient client, Randomness randomness) {
            if (stopped) {
                return;
            }
            if (randomness.chance(0.7)) {
                long value = ++sent;
                var payload = ByteBuffer.allocate(8).putLong(0, value);
                client.propose(Ledger.append(0, payload), 3 * SECOND, outcome -> {
                    if (outcome instanceof Outcome.Ok it) {
                        ok++;
                        acknowledged.put(Ledger.offsetOf(it.result()), value);
                    }
                    run(quorum, client, randomness);
                });
            } else {
                long expected = acknowledged.keySet().stream()
                        .mapToLong(it -> it + 1)
                        .max()
                        .orElse(0);
                client.read(Ledger.poll(0, 0, 1), 3 * SECOND, outcome -> {
                    if (outcome instanceof Outcome.Ok it) {
                        long end = Ledger.polledOf(it.result()).endOffset();
                        if (end < expected) {
                            breaches.add("stale read: " + end + " of " + expected);
                        }
                    }
                    run(quorum, client, randomness);
                });
            }
        }
    }

    private List<String> run(long seed, Mutants mutants, boolean gentle) {
        var quorum = new SmallQuorum(seed, 3, 3, it -> it.with(SMALL).with(mutants));
        var own = new ArrayList<String>();
        quorum.world.crashed = (node, cause) -> {
            own.add("node " + node + " crashed: " + cause);
            quorum.nodes.remove(node);
        };
        quorum.world.rare = seed % 2 == 0 ? 0.05 : 0;
        var randomness = Randomness.ofSeed(seed);
        var load = new Load();
        for (int i = 0; i < 2; i++) {
            load.run(quorum, quorum.client(), randomness.fork(i));
        }
        for (int round = 0; round < 40; round++) {
            if (!gentle) {
                disturb(quorum, randomness);
            }
            quorum.world.runFor(randomness.between(5 * MILLI, randomness.chance(0.5) ? 100 * MILLI : 1_500 * MILLI));
        }
        quorum.world.passes = (from, to) -> true;
        for (int node = 0; node < 3; node++) {
            if (!quorum.world.isUp(node) && own.isEmpty()) {
                quorum.start(node);
            }
        }
        quorum.world.runFor(10 * SECOND);
        load.stopped = true;
        quorum.world.runFor(5 * SECOND);
        var found = new ArrayList<>(quorum.breaches);
        found.addAll(load.breaches);
        found.addAll(own);
        if (found.isEmpty()) {
            judge(quorum, load, found);
        }
        return found;
    }

    private static void disturb(SmallQuorum quorum, Randomness randomness) {
        int node = randomness.nextInt(3);
        int leader = quorum.leader();
        int victim = leader >= 0 && randomness.chance(0.5) ? leader : node;
        switch (randomness.nextInt(8)) {
            case 0, 1 -> {
                if (quorum.world.isUp(victim)) {
                    quorum.kill(victim);
                }
            }
            case 2 -> {
                quorum.world.passes = (from, to) -> (from == victim) == (to == victim) || from >= 100 || to >= 100;
                quorum.world.cut();
            }
            case 3 -> {
                quorum.world.passes = (from, to) -> from != victim || to >= 100;
                quorum.world.cut();
            }
            case 4 -> quorum.world.passes = (from, to) -> true;
            case 5 -> {
                if (quorum.world.isUp(victim)) {
                    quorum.kill(victim);
                    quorum.start(victim);
                }
            }
            case 6 -> {
                int other = (victim + 1) % 3;
                quorum.world.passes =
                        (from, to) -> !(from == victim && to == other) && !(from == other && to == victim);
                quorum.world.cut();
            }
            default -> {
                for (int i = 0; i < 3; i++) {
                    if (!quorum.world.isUp(i)) {
                        quorum.start(i);
                    }
                }
            }
        }
    }

    private static void judge(SmallQuorum quorum, Load load, List<String> found) {
        int leader = quorum.elect();
        quorum.world.runFor(SECOND);
        var polled = Ledger.polledOf(quorum.ledgers.get(leader).query(Ledger.poll(0, 0, Integer.MAX_VALUE)));
        var seen = new HashSet<Long>();
        for (var message : polled.messages()) {
            if (!seen.add(message.payload().getLong(0))) {
                found.add("duplicate " + message.payload().getLong(0));
            }
        }
        load.acknowledged.forEach((offset, value) -> {
            if (offset >= polled.messages().size()
                    || polled.messages().get(offset.intValue()).payload().getLong(0) != value) {
                found.add("lost " + value + " at " + offset);
            }
        });
        for (int node = 0; node < 3; node++) {
            if (quorum.nodes.get(node).digest() != quorum.nodes.get(leader).digest()) {
                found.add("node " + node + " differs from leader " + leader);
            }
        }
        if (load.ok == 0) {
            found.add("nothing was acknowledged");
        }
    }

    @Test
    void a_quorum_without_disturbance_works() {
        var found = run(1, Mutants.NONE, true);

        assertThat(found).isEmpty();
    }

    @Test
    void a_correct_quorum_survives_crashes_and_cuts() {
        int seeds = Integer.getInteger("waybill.seeds", 30);

        for (long seed = 0; seed < seeds; seed++) {
            var found = run(seed, Mutants.NONE, false);

            assertThat(found).as("seed %s", seed).isEmpty();
        }
    }

    /** Those that show within a few runs of this small world; the core's own tests have the others. */
    @ParameterizedTest
    @EnumSource(
            value = QuorumMutant.class,
            names = {"Q2", "Q5", "Q7", "Q10"})
    void a_planted_flaw_is_seen(QuorumMutant mutant) {
        List<String> found = List.of();

        for (long seed = 0; found.isEmpty() && seed < 100; seed++) {
            found = run(seed, Mutants.of(mutant), false);
        }

        assertThat(found).isNotEmpty();
    }
}
