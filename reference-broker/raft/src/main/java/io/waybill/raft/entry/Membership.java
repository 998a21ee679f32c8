package io.waybill.raft.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Who belongs to the quorum. Voters elect and count; learners are on their way to become voters; observers follow for
 * good. Node ids in ascending order; no id is in two of the groups.
 */
public final class Membership {

    /** Nobody. */
    public static final Membership NONE = new Membership(new int[0], new int[0], new int[0]);

    private static final int MOST = 64;
    private static final int COUNTS_SIZE_BYTES = 3;

    private final int[] voters;
    private final int[] learners;
    private final int[] observers;

    private Membership(int[] voters, int[] learners, int[] observers) {
        this.voters = voters;
        this.learners = learners;
        this.observers = observers;
    }

    /**
     * Returns a membership.
     *
     * @throws IllegalArgumentException where an id is negative or named twice, or there are more than 64 of a group
     */
    public static Membership of(List<Integer> voters, List<Integer> learners, List<Integer> observers) {
        var all = new TreeSet<Integer>();
        for (List<Integer> group : List.of(voters, learners, observers)) {
            if (group.size() > MOST) {
                throw new IllegalArgumentException("a group must have at most " + MOST + " nodes, has " + group.size());
            }
            for (int node : group) {
                if (node < 0 || !all.add(node)) {
                    throw new IllegalArgumentException("node ids must be >= 0 and named once, but " + node
                            + " is among " + voters + " " + learners + " " + observers);
                }
            }
        }
        return new Membership(sorted(voters), sorted(learners), sorted(observers));
    }

    private static int[] sorted(List<Integer> nodes) {
        return nodes.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Returns how many voters there are. */
    public int voterCount() {
        return voters.length;
    }

    /** Returns a voter's id, {@code at} from 0 to {@link #voterCount} - 1, in ascending order. */
    public int voter(int at) {
        return voters[at];
    }

    /** Returns how many voters a decision needs. */
    public int majority() {
        return voters.length / 2 + 1;
    }

    /** Returns whether a node votes and counts. */
    public boolean isVoter(int node) {
        return contains(voters, node);
    }

    /** Returns whether a node is on its way to become a voter. */
    public boolean isLearner(int node) {
        return contains(learners, node);
    }

    /** Returns whether a node follows for good. */
    public boolean isObserver(int node) {
        return contains(observers, node);
    }

    /** Returns whether a node belongs to it in any way. */
    public boolean contains(int node) {
        return isVoter(node) || isLearner(node) || isObserver(node);
    }

    /** Returns the ids of all members, voters first. */
    public int[] all() {
        var all = Arrays.copyOf(voters, voters.length + learners.length + observers.length);
        System.arraycopy(learners, 0, all, voters.length, learners.length);
        System.arraycopy(observers, 0, all, voters.length + learners.length, observers.length);
        return all;
    }

    /** Returns it with a node as a voter, whatever it was. */
    public Membership withVoter(int node) {
        return new Membership(with(voters, node), without(learners, node), without(observers, node));
    }

    /** Returns it with a node as a learner, whatever it was. */
    public Membership withLearner(int node) {
        return new Membership(without(voters, node), with(learners, node), without(observers, node));
    }

    /** Returns it with a node as an observer, whatever it was. */
    public Membership withObserver(int node) {
        return new Membership(without(voters, node), without(learners, node), with(observers, node));
    }

    /** Returns it without a node. */
    public Membership without(int node) {
        return new Membership(without(voters, node), without(learners, node), without(observers, node));
    }

    private static boolean contains(int[] nodes, int node) {
        for (int other : nodes) {
            if (other == node) {
                return true;
            }
        }
        return false;
    }

    private static int[] with(int[] nodes, int node) {
        if (contains(nodes, node)) {
            return nodes;
        }
        var more = Arrays.copyOf(nodes, nodes.length + 1);
        more[nodes.length] = node;
        Arrays.sort(more);
        return more;
    }

    private static int[] without(int[] nodes, int node) {
        return contains(nodes, node)
                ? Arrays.stream(nodes).filter(other -> other != node).toArray()
                : nodes;
    }

    /** Returns how many bytes {@link #write} writes. */
    public int sizeBytes() {
        return COUNTS_SIZE_BYTES + Integer.BYTES * (voters.length + learners.length + observers.length);
    }

    /** Writes it: for each group a count in one byte, then the ids in four each. */
    public void write(ByteBuffer out) {
        for (int[] group : new int[][] {voters, learners, observers}) {
            out.put((byte) group.length);
            for (int node : group) {
                out.putInt(node);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote, from the buffer's position on, and moves the position behind it.
     *
     * @throws IllegalArgumentException where the bytes are no membership
     */
    public static Membership read(ByteBuffer in) {
        return new Membership(readGroup(in), readGroup(in), readGroup(in));
    }

    private static int[] readGroup(ByteBuffer in) {
        int count = in.hasRemaining() ? in.get() : -1;
        if (count < 0 || count > MOST || in.remaining() < count * Integer.BYTES) {
            throw new IllegalArgumentException("a group of members must have 0 to " + MOST + " ids, says " + count
                    + " with " + in.remaining() + " bytes left");
        }
        var nodes = new int[count];
        for (int i = 0; i < count; i++) {
            nodes[i] = in.getInt();
            if (nodes[i] < 0 || (i > 0 && nodes[i] <= nodes[i - 1])) {
                throw new IllegalArgumentException("ids of members must be >= 0 and ascend: " + Arrays.toString(nodes));
            }
        }
        return nodes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that
                && Arrays.equals(voters, that.voters)
                && Arrays.equals(learners, that.learners)
                && Arrays.equals(observers, that.observers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(voters) + Arrays.hashCode(learners)) + Arrays.hashCode(observers);
    }

    @Override
    public String toString() {
        return "voters " + Arrays.toString(voters)
                + (learners.length == 0 ? "" : " learners " + Arrays.toString(learners))
                + (observers.length == 0 ? "" : " observers " + Arrays.toString(observers));
    }
}
