package io.waybill.runner.toy;

import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One replicated partition: a log on each node, a leader, the nodes in sync. Nodes that stand still stay in sync, nodes
 * that die do not; a new leader is elected among those in sync; everybody else takes over the leader's log. Guarded by
 * its cluster.
 */
final class ToyLog {

    /** A message as it was appended: the same bytes appended twice are two of them. */
    static final class Entry {
        private final byte @Nullable [] key;
        private final byte[] value;

        Entry(byte @Nullable [] key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        byte @Nullable [] key() {
            return key;
        }

        byte[] value() {
            return value;
        }
    }

    private static final int FORGOTTEN = 8;

    private final Partition partition;
    private final List<Integer> replicas;
    private final Map<Integer, List<Entry>> logs = new HashMap<>();
    private final Set<Integer> inSync;
    private final Set<Integer> dead = new HashSet<>();
    private final Set<Integer> paused = new HashSet<>();
    private int leader;
    private int epoch;

    ToyLog(Partition partition, List<Integer> replicas) {
        this.partition = partition;
        this.replicas = replicas;
        this.leader = replicas.get(0);
        this.inSync = new TreeSet<>(replicas);
        replicas.forEach(node -> logs.put(node, new ArrayList<>()));
    }

    PartitionView view() {
        int known = dead.contains(leader) ? PartitionView.UNKNOWN : leader;
        return new PartitionView(partition, known, epoch, replicas, List.copyOf(inSync));
    }

    boolean isServing() {
        return works(leader);
    }

    boolean isWhole() {
        return dead.isEmpty() && paused.isEmpty() && inSync.size() == replicas.size();
    }

    /** Returns where the message stands in the leader's log, appending it if it is not there. */
    long append(Entry entry) {
        List<Entry> log = log(leader);
        int known = indexOf(log, entry.value());
        if (known >= 0) {
            return known;
        }
        log.add(entry);
        replicate();
        return log.size() - 1L;
    }

    /** Appends a message whether or not it is there already. */
    long appendAgain(Entry entry) {
        log(leader).add(entry);
        replicate();
        return log(leader).size() - 1L;
    }

    /** Returns the offset of a message that every node in sync has, or nothing. */
    OptionalLong replicated(byte[] value) {
        int index = indexOf(log(leader), value);
        return index >= 0 && index < highWatermark() ? OptionalLong.of(index) : OptionalLong.empty();
    }

    long highWatermark() {
        return inSync.stream().mapToLong(node -> log(node).size()).min().orElse(0);
    }

    /** Every node forgets the last messages. */
    void cutBack(int many) {
        logs.values()
                .forEach(log ->
                        log.subList(Math.max(0, log.size() - many), log.size()).clear());
    }

    Entry read(long offset) {
        return log(leader).get((int) offset);
    }

    void kill(int node, boolean forgetTail) {
        dead.add(node);
        paused.remove(node);
        // The last one in sync stays so: only it has everything.
        if (inSync.size() > 1) {
            inSync.remove(node);
        }
        if (leader == node) {
            elect(forgetTail);
        }
    }

    void restart(int node) {
        if (dead.remove(node)) {
            rejoin(node);
        }
    }

    void pause(int node) {
        if (!dead.contains(node)) {
            paused.add(node);
        }
    }

    void resume(int node) {
        if (paused.remove(node)) {
            rejoin(node);
        }
    }

    private void elect(boolean forgetTail) {
        int chosen = inSync.iterator().next();
        if (chosen == leader) {
            return;
        }
        leader = chosen;
        epoch++;
        List<Entry> log = log(leader);
        if (forgetTail) {
            log.subList(Math.max(0, log.size() - FORGOTTEN), log.size()).clear();
        }
        replicate();
    }

    private void rejoin(int node) {
        replicate();
        if (works(leader)) {
            inSync.add(node);
        }
    }

    private void replicate() {
        if (!works(leader)) {
            return;
        }
        for (int node : replicas) {
            if (node != leader && works(node)) {
                List<Entry> follower = log(node);
                List<Entry> leading = log(leader);
                int common = Math.min(follower.size(), leading.size());
                while (common > 0 && !follower.get(common - 1).equals(leading.get(common - 1))) {
                    common--;
                }
                follower.subList(common, follower.size()).clear();
                follower.addAll(leading.subList(common, leading.size()));
                inSync.add(node);
            }
        }
    }

    private boolean works(int node) {
        return !dead.contains(node) && !paused.contains(node);
    }

    private List<Entry> log(int node) {
        return logs.getOrDefault(node, List.of());
    }

    private static int indexOf(List<Entry> log, byte[] value) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (Arrays.equals(log.get(i).value(), value)) {
                return i;
            }
        }
        return -1;
    }
}
