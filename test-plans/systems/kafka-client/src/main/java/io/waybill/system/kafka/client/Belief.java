package io.waybill.system.kafka.client;

import io.waybill.client.admin.TopicDescription;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What to believe of partitions of which several nodes speak. The newest leader epoch tells who leads; who is in sync
 * changes within an epoch, and no node says when it learnt of it. So the leader is believed of its own partition, since
 * it is asked by whoever wants to be in sync: one that comes back from a pause may still say what was so before it.
 * Where the leader does not answer, nobody joins or leaves, and what was believed stays.
 *
 * <p>Safe for use by several threads.
 */
final class Belief {

    private static final int UNTOLD = -1;

    private final Map<Key, Held> held = new HashMap<>();

    private record Key(UUID topic, int number) {}

    private record Held(long question, TopicDescription.Partition partition) {}

    /**
     * What a node says.
     *
     * @param node who
     */
    record Word(int node, TopicDescription.Partition partition) {

        private int epoch() {
            return partition.leaderEpoch();
        }

        private boolean isOfTheLeader() {
            return node == partition.leader();
        }
    }

    /**
     * Returns what to believe of a partition.
     *
     * @param question the number of the question, higher than those of questions that were asked before
     * @param words what nodes say of it, at least one
     */
    synchronized TopicDescription.Partition of(UUID topic, long question, List<Word> words) {
        int epoch = words.stream().mapToInt(Word::epoch).max().orElseThrow();
        Word best = words.stream()
                .filter(word -> word.epoch() == epoch)
                // Without its leader a partition only loses replicas in sync, so who says fewer says what is newer.
                .min(Comparator.comparing(Word::isOfTheLeader)
                        .reversed()
                        .thenComparing(word -> word.partition().inSync().size()))
                .orElseThrow();
        Key key = new Key(topic, best.partition().number());
        Held before = held.get(key);
        if (before != null && stands(before, best, question)) {
            return before.partition();
        }
        held.put(key, new Held(question, best.partition()));
        return best.partition();
    }

    private static boolean stands(Held before, Word best, long question) {
        int known = before.partition().leaderEpoch();
        if (best.epoch() == UNTOLD || best.epoch() > known) {
            return false;
        }
        if (best.epoch() < known || question < before.question()) {
            return true;
        }
        return best.partition().leader() >= 0 && !best.isOfTheLeader();
    }
}
