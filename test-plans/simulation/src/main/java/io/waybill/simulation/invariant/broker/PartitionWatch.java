package io.waybill.simulation.invariant.broker;

import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.watch.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One partition: what it has committed, who has led it, and all its replicas. */
final class PartitionWatch {

    private static final int ALL_EPOCHS = Integer.MAX_VALUE;

    private final TopicPartition partition;
    private final BrokerInvariants all;
    private final List<ReplicaWatch> replicas = new ArrayList<>();
    private final Batches committed = new Batches();
    private final BatchTable batches = new BatchTable();
    private final SortedMap<Integer, Life> leaders = new TreeMap<>();
    private final SortedMap<Integer, Integer> named = new TreeMap<>();
    private final SortedMap<Integer, PartitionState> states = new TreeMap<>();
    private @Nullable PartitionState newest;
    private int sinceEpoch;
    private boolean hasRecovered;
    private long deletedBefore;

    /** One life of one broker. */
    private record Life(int node, int number) {}

    PartitionWatch(TopicPartition partition, BrokerInvariants all) {
        this.partition = partition;
        this.all = all;
    }

    /** Returns the replica of a node, which is made where it was not known. */
    ReplicaWatch replica(NodeWatch node) {
        for (ReplicaWatch each : replicas) {
            if (each.node() == node.node()) {
                return each;
            }
        }
        var made = new ReplicaWatch(this, node, all);
        replicas.add(made);
        return made;
    }

    private @Nullable ReplicaWatch known(int node) {
        for (ReplicaWatch each : replicas) {
            if (each.node() == node) {
                return each;
            }
        }
        return null;
    }

    Batches committed() {
        return committed;
    }

    String name() {
        return partition.toString();
    }

    TopicPartition partition() {
        return partition;
    }

    // ---- what is admittedly lost -------------------------------------------------------------------------------

    /** Nothing that was in it is demanded of anybody any more. */
    void allLost() {
        lostBefore(ALL_EPOCHS);
    }

    /** What was committed in an earlier leader epoch is demanded of nobody any more. */
    private void lostBefore(int leaderEpoch) {
        committed.restart(0);
        sinceEpoch = Math.max(sinceEpoch, leaderEpoch);
        hasRecovered = true;
        replicas.forEach(ReplicaWatch::owesNothing);
    }

    /** Returns whether something is demanded of what a replica has and does now. */
    boolean counts(ReplicaWatch replica) {
        return replica.leaderEpoch() >= sinceEpoch && sinceEpoch < ALL_EPOCHS;
    }

    /** Returns whether nothing was ever admitted to be lost. */
    boolean isWhole() {
        return !hasRecovered;
    }

    // ---- what the metadata say ---------------------------------------------------------------------------------

    /** Returns the newest state of a partition epoch; null where that is not known. */
    @Nullable
    PartitionState state(int partitionEpoch) {
        return states.get(partitionEpoch);
    }

    /** The metadata have a new state; no node has had a newer one. */
    void changed(int node, @Nullable PartitionState before, PartitionState after) {
        all.counted();
        newest = after;
        states.put(after.partitionEpoch(), after);
        if (after.hasLeader()) {
            named.put(after.leaderEpoch(), after.leader());
        }
        if (after.recovery() == LeaderRecovery.RECOVERING && !isSame(before, after)) {
            lostBefore(after.leaderEpoch());
        }
        if (before != null) {
            grows(node, before, after);
            elected(node, before, after);
        }
        for (int replica : after.isr()) {
            if (before == null || !before.isr().contains(replica)) {
                joined(replica, "comes into", after);
            }
        }
        for (int replica : after.elr()) {
            if (before == null || !before.elr().contains(replica)) {
                joined(replica, "leaves and stays eligible for", after);
            }
        }
    }

    private static boolean isSame(@Nullable PartitionState before, PartitionState after) {
        return before != null
                && before.recovery() == LeaderRecovery.RECOVERING
                && before.leaderEpoch() == after.leaderEpoch();
    }

    private void grows(int node, PartitionState before, PartitionState after) {
        boolean isRight = after.partitionEpoch() > before.partitionEpoch()
                && after.leaderEpoch() >= before.leaderEpoch()
                && (after.leader() == before.leader() || after.leaderEpoch() > before.leaderEpoch());
        if (!isRight) {
            all.broken(
                    BrokerInvariant.EPOCHS_GROW,
                    node,
                    "sees " + name() + " go from " + words(before) + " to " + words(after));
        }
    }

    private void elected(int node, PartitionState before, PartitionState after) {
        boolean isNext = after.partitionEpoch() == before.partitionEpoch() + 1;
        boolean isElected = after.hasLeader() && after.leader() != before.leader();
        if (isNext && isElected && after.recovery() == LeaderRecovery.RECOVERED) {
            all.counted();
            if (!before.isr().contains(after.leader()) && !before.elr().contains(after.leader())) {
                all.broken(
                        BrokerInvariant.CLEAN_ELECTION,
                        node,
                        "sees " + name() + " go from " + words(before) + " to " + words(after));
            }
        }
    }

    /** Where nothing of it is known its log was never open: then it can have nothing. */
    private void joined(int node, String how, PartitionState state) {
        long until = committedBefore(state.leaderEpoch() + 1);
        ReplicaWatch replica = known(node);
        if (until == committed.start() || (replica != null && !replica.isExpectedToHave())) {
            return;
        }
        all.counted();
        if (replica == null || replica.durableEnd(replica) < until || !replica.owes(until)) {
            all.broken(
                    BrokerInvariant.IN_SYNC_COMPLETENESS,
                    node,
                    how + " the ISR " + state.isr() + " of " + name() + " in leader epoch " + state.leaderEpoch()
                            + ", where everything below " + until + " is committed, and "
                            + (replica == null ? "has no log" : replica.shortfall(until)));
        }
    }

    static String words(PartitionState state) {
        return "leader " + (state.hasLeader() ? "n" + state.leader() : "nobody") + " e" + state.leaderEpoch() + " ISR "
                + state.isr() + (state.elr().isEmpty() ? "" : " eligible " + state.elr()) + " partition epoch "
                + state.partitionEpoch();
    }

    // ---- who leads ---------------------------------------------------------------------------------------------

    /** A replica leads from now on. */
    void led(ReplicaWatch leader, int epoch) {
        all.counted();
        var life = new Life(leader.node(), leader.life());
        Life before = leaders.putIfAbsent(epoch, life);
        if (before != null && !before.equals(life)) {
            leader.broken(
                    BrokerInvariant.ONE_LEADER,
                    "leads epoch " + epoch + ", which n" + before.node + " led"
                            + (before.node == life.node ? " in an earlier life" : ""));
        }
        Integer meant = named.get(epoch);
        if (meant != null && meant != leader.node()) {
            leader.broken(
                    BrokerInvariant.ONE_LEADER, "leads epoch " + epoch + ", which the metadata give to n" + meant);
        }
        isComplete(leader, committedBefore(epoch));
    }

    /** Returns up to where batches were committed by leaders of epochs before one. */
    private long committedBefore(int epoch) {
        int place = committed.from(Long.MAX_VALUE) - 1;
        while (committed.has(place) && committed.mark(place) >= epoch) {
            place--;
        }
        return committed.has(place) ? committed.last(place) + 1 : committed.start();
    }

    private void isComplete(ReplicaWatch leader, long until) {
        if (counts(leader) && leader.isExpectedToHave() && !leader.agreesUpTo(until)) {
            leader.broken(
                    BrokerInvariant.LEADER_COMPLETENESS,
                    "leads epoch " + leader.leaderEpoch() + ", everything below " + until
                            + " was committed before, and " + leader.shortfall(until));
        }
    }

    // ---- what is committed -------------------------------------------------------------------------------------

    /** A leader has moved its high watermark. */
    void committed(ReplicaWatch leader, long offset) {
        all.counted();
        if (!counts(leader)) {
            return;
        }
        learned(leader, Math.min(offset, committed.end()));
        extend(leader, offset);
        for (ReplicaWatch each : replicas) {
            boolean mustHave = each == leader
                    || leader.maximal().contains(each.node())
                    || isVouchedFor(each.node(), leader.leaderEpoch());
            if (mustHave && each.isExpectedToHave()) {
                has(each, leader, offset);
            }
            if (each.leads() && each.leaderEpoch() > leader.leaderEpoch()) {
                isComplete(each, committedBefore(each.leaderEpoch()));
            }
        }
    }

    /** Returns whether the newest metadata of a leader epoch have a replica in sync or eligible: it may be elected. */
    private boolean isVouchedFor(int replica, int leaderEpoch) {
        PartitionState state = newest;
        return state != null
                && state.leaderEpoch() == leaderEpoch
                && (state.isr().contains(replica) || state.elr().contains(replica));
    }

    private void extend(ReplicaWatch leader, long offset) {
        Batches log = leader.log();
        if (log.start() > committed.end()) {
            committed.restart(log.start());
        }
        for (int place = log.from(committed.end()); log.has(place) && log.last(place) < offset; place++) {
            if (log.base(place) >= committed.end()) {
                committed.add(log.base(place), log.last(place), log.epoch(place), log.crc(place), leader.leaderEpoch());
            }
        }
    }

    /**
     * A replica has a batch: is it what others have, or had, there in that leader epoch?
     *
     * @param before the chain of its log before the batch
     * @return the chain up to the batch
     */
    int matches(ReplicaWatch replica, int before, long base, long last, int epoch, int crc) {
        int content = BatchTable.content(base, last, crc);
        int known = batches.contentAt(base, epoch);
        int knownChain = batches.chainAt(base, epoch);
        int chain = before == BatchTable.UNKNOWN ? knownChain : BatchTable.chain(before, epoch, content);
        boolean isFirst = known == 0;
        boolean isOther = !isFirst && known != content;
        boolean isAfterOther = !isFirst && knownChain != BatchTable.UNKNOWN && knownChain != chain;
        if (isOther || isAfterOther) {
            replica.broken(
                    BrokerInvariant.LOGS_MATCH,
                    "has [" + base + ".." + last + " e" + epoch + " #" + Integer.toHexString(crc) + "]"
                            + (isOther ? ", others have another there" : ", and before it what others do not have"));
        }
        if (isFirst || (knownChain == BatchTable.UNKNOWN && chain != BatchTable.UNKNOWN)) {
            batches.put(base, epoch, content, chain);
        }
        return isAfterOther ? BatchTable.UNKNOWN : chain;
    }

    private void has(ReplicaWatch replica, ReplicaWatch leader, long offset) {
        all.counted();
        if (replica.durableEnd(leader) < offset || !replica.owes(Math.min(offset, committed.end()))) {
            leader.broken(
                    BrokerInvariant.HIGH_WATERMARK_REPLICATED,
                    "moves its high watermark to " + offset + " in epoch " + leader.leaderEpoch()
                            + ", in sync are " + leader.maximal() + ", and n" + replica.node() + " "
                            + replica.shortfall(offset));
        }
    }

    /** A replica takes everything below an offset as committed, since somebody has said so. */
    void learned(ReplicaWatch replica, long offset) {
        all.counted();
        boolean judges = replica.leads() ? counts(replica) : counts(replica) && isWhole();
        if (judges && replica.isExpectedToHave()) {
            boolean isSaid = offset <= committed.end();
            if (!isSaid || !replica.owes(offset)) {
                replica.broken(
                        BrokerInvariant.LOGS_AGREE,
                        "takes everything below " + offset + " as committed, "
                                + (isSaid
                                        ? "and " + replica.shortfall(offset)
                                        : "leaders have committed up to " + committed.end()));
            }
        }
    }

    /**
     * A replica has lost everything from an offset on. What nobody has counted on it to have may be committed by now:
     * it was replaced by a leader that did not have it, and another did after that one.
     */
    void loses(ReplicaWatch replica, long offset, String how) {
        all.counted();
        Batches log = replica.log();
        if (!counts(replica) || !replica.isExpectedToHave()) {
            return;
        }
        for (int place = log.from(offset); log.has(place) && log.last(place) < replica.owed(); place++) {
            if (log.last(place) >= deletedBefore
                    && committed.has(log.base(place), log.last(place), log.epoch(place), log.crc(place))) {
                replica.broken(
                        BrokerInvariant.COMMITTED_STAYS,
                        how + " " + offset + " and loses " + log.words(place) + ", which is committed, as is"
                                + " everything below " + committed.end());
                return;
            }
        }
    }

    /** A leader tells a producer that a batch is committed. */
    void acknowledged(ReplicaWatch leader, long lastOffset, int least) {
        all.counted();
        if (leader.highWatermark() <= lastOffset) {
            leader.broken(
                    BrokerInvariant.ACKNOWLEDGED_COMMITTED,
                    "acknowledges offset " + lastOffset + " with acks=all, its high watermark is "
                            + leader.highWatermark());
        }
        if (!counts(leader) || lastOffset < deletedBefore) {
            return;
        }
        int place = leader.log().at(lastOffset);
        int copies = 0;
        for (ReplicaWatch each : replicas) {
            copies += each.hasDurably(leader, place) ? 1 : 0;
        }
        if (copies < least) {
            leader.broken(
                    BrokerInvariant.ACKNOWLEDGED_COPIES,
                    "acknowledges offset " + lastOffset + " with acks=all in epoch " + leader.leaderEpoch() + ", which "
                            + copies + " replicas have of the " + least + " that must");
        }
    }

    // ---- what is deleted ---------------------------------------------------------------------------------------

    /** A replica has deleted everything below an offset, with the right to. */
    void deleted(long offset) {
        deletedBefore = Math.max(deletedBefore, offset);
    }

    /** Returns whether everything below an offset is deleted. */
    boolean isDeleted(long offset) {
        return offset <= deletedBefore;
    }

    /** A replica's log begins at an offset. */
    void begins(ReplicaWatch replica, long offset) {
        all.counted();
        if (offset > Math.max(deletedBefore, committed.end()) && isWhole() && replica.isExpectedToHave()) {
            replica.broken(
                    BrokerInvariant.LOGS_WITHOUT_GAPS,
                    "has a log that begins at " + offset + "; deleted is what lies below " + deletedBefore
                            + ", committed what lies below " + committed.end());
        }
    }
}
