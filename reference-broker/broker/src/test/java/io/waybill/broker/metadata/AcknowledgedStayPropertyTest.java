package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What the rules are for: whoever is elected cleanly has every record that was acknowledged. A model of three replicas
 * that hold lists of numbers appends, fetches, acknowledges, crashes and forgets as brokers do that keep to the rules;
 * only the metadata are real. To replay a failure, call {@code run} with the seed that its message names.
 */
class AcknowledgedStayPropertyTest {

    private static final int SEEDS = 400;
    private static final int STEPS = 300;

    @Test
    void an_acknowledged_record_is_on_whoever_leads() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
    }

    @Test
    void mutants_of_elections_and_epochs_lose_acknowledged_records() {
        var mutants = List.of(MetadataMutant.C1, MetadataMutant.C2, MetadataMutant.R7);

        var seen = mutants.stream().filter(AcknowledgedStayPropertyTest::isSeen).toList();

        assertThat(seen).isEqualTo(mutants);
    }

    private static boolean isSeen(MetadataMutant mutant) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(seed, mutant);
            } catch (AssertionError lost) {
                return true;
            }
        }
        return false;
    }

    private static void run(long seed, MetadataMutant... mutants) {
        var model = new Model(seed, mutants);
        for (int i = 0; i < STEPS; i++) {
            model.step();
            int step = i;
            model.check(() -> "seed " + seed + ", step " + step);
        }
    }

    /** Three replicas of one partition. */
    private static final class Model {

        private final Randomness random;
        private final MetadataCluster cluster;
        private final TreeMap<Integer, List<Integer>> logs = new TreeMap<>();
        private final TreeSet<Integer> dead = new TreeSet<>();
        private final List<Sent> sent = new ArrayList<>();
        private final List<Integer> acknowledged = new ArrayList<>();
        private int lastRecord;

        Model(long seed, MetadataMutant... mutants) {
            random = Randomness.ofSeed(seed);
            cluster = MetadataCluster.ofThree(mutants);
            cluster.set("min.insync.replicas", random.chance(0.7) ? "2" : "1");
            for (int id = 1; id <= 3; id++) {
                logs.put(id, new ArrayList<>());
            }
        }

        void step() {
            int broker = 1 + random.nextInt(3);
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> append();
                case 3, 4, 5, 6 -> fetch(broker);
                case 7, 8 -> propose();
                case 9, 10 -> deliver();
                case 11 -> crashOrFence(broker);
                case 12 -> restartOrUnfence(broker);
                default -> rarely(broker);
            }
            acknowledge();
        }

        private PartitionState state() {
            return cluster.state();
        }

        private boolean leads() {
            return state().hasLeader() && !dead.contains(state().leader());
        }

        private List<Integer> log(int broker) {
            return logs.computeIfAbsent(broker, id -> new ArrayList<>());
        }

        private void append() {
            if (leads()) {
                log(state().leader()).add(++lastRecord);
            }
        }

        /** A follower becomes a copy of its leader, or of its beginning. Fenced or not, it may. */
        private void fetch(int broker) {
            if (leads() && !dead.contains(broker) && broker != state().leader()) {
                var source = log(state().leader());
                int common = common(log(broker), source);
                int end = (int) random.between(common, source.size());
                logs.put(broker, new ArrayList<>(source.subList(0, end)));
            }
        }

        private static int common(List<Integer> log, List<Integer> other) {
            int common = 0;
            while (common < Math.min(log.size(), other.size())
                    && log.get(common).equals(other.get(common))) {
                common++;
            }
            return common;
        }

        /** A leader asks for those who have everything; the request may arrive late, or not at all. */
        private void propose() {
            if (leads() && pending().isEmpty()) {
                var isr = new ArrayList<Integer>();
                for (int replica : state().replicas()) {
                    boolean hasAll = log(replica).equals(log(state().leader())) && !dead.contains(replica);
                    if (replica == state().leader() || (hasAll && random.chance(0.8))) {
                        isr.add(replica);
                    }
                }
                sent.add(new Sent(state().leader(), cluster.proposal(state(), isr.toArray(new Integer[0]))));
            }
        }

        private void deliver() {
            if (!sent.isEmpty()) {
                int which = random.nextInt(sent.size());
                // One in three arrives again: it was repeated, and the first was not lost.
                var request = random.chance(0.3) ? sent.get(which) : sent.remove(which);
                cluster.propose(request.leader, request.proposal);
            }
        }

        /** Those that may be in sync soon, for all that the leader knows: it waits for them as well. */
        private Set<Integer> pending() {
            var pending = new TreeSet<Integer>();
            for (Sent request : sent) {
                if (request.proposal.partitionEpoch() == state().partitionEpoch()
                        && request.proposal.leaderEpoch() == state().leaderEpoch()) {
                    request.proposal.isr().forEach(member -> pending.add(member.broker()));
                }
            }
            return pending;
        }

        private void acknowledge() {
            var configured = cluster.image().topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, "t");
            if (!leads() || state().isr().size() < Integer.parseInt(configured)) {
                return;
            }
            var waitedFor = pending();
            waitedFor.addAll(state().isr());
            var log = log(state().leader());
            int everywhere = log.size();
            for (int replica : waitedFor) {
                // What a follower has of another leader's epoch does not count.
                everywhere = Math.min(everywhere, common(log(replica), log));
            }
            for (int i = acknowledged.size(); i < everywhere; i++) {
                acknowledged.add(log.get(i));
            }
        }

        private void crashOrFence(int broker) {
            if (random.chance(0.5)) {
                dead.add(broker);
            } else {
                cluster.fence(broker);
            }
        }

        private void restartOrUnfence(int broker) {
            if (!dead.remove(broker)) {
                cluster.unfence(broker);
                return;
            }
            if (random.chance(0.5)) {
                cluster.registerClean(broker);
            } else {
                var log = log(broker);
                logs.put(broker, new ArrayList<>(log.subList(0, random.nextInt(log.size() + 1))));
                cluster.register(broker);
            }
            cluster.unfence(broker);
        }

        private void rarely(int broker) {
            switch (random.nextInt(3)) {
                case 0 -> cluster.shutDown(broker);
                case 1 -> cluster.set("min.insync.replicas", random.chance(0.7) ? "2" : "1");
                default -> cluster.unfence(broker);
            }
        }

        void check(Supplier<String> where) {
            if (!leads()) {
                return;
            }
            var log = log(state().leader());
            if (state().recovery() == LeaderRecovery.RECOVERING) {
                // Everybody who had everything may have forgotten; of what was acknowledged, this is left.
                acknowledged
                        .subList(common(acknowledged, log), acknowledged.size())
                        .clear();
                return;
            }
            var beginning = log.subList(0, Math.min(log.size(), acknowledged.size()));
            assertThat(beginning).as(() -> where.get() + ", " + state()).isEqualTo(acknowledged);
        }
    }

    /** A request on its way. */
    private record Sent(int leader, IsrProposal proposal) {}
}
