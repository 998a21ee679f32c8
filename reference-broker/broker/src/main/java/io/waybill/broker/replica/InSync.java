package io.waybill.broker.replica;

import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.IsrProposal.Member;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The in-sync replicas as one leader takes them in its epoch: those that its image says, and those that it has proposed
 * to add (KIP-497). Of its proposals one is under way at a time.
 *
 * <pre>
 *   settled ──propose──► under way ──refused──► rests ──► settled
 *      ▲                     │
 *      └─────────────────────┘
 *        the image has a newer partition epoch
 * </pre>
 *
 * <p>A proposal may have been accepted as long as the image does not show otherwise, whatever was heard of it: that may
 * be the answer to a repetition. So who was proposed counts from then on, until the partition epoch has moved, or until
 * it cannot be accepted any more: the controller has refused it, and the life that was proposed is not active.
 */
final class InSync {

    private static final long REST_NANOS = 500_000_000L;

    private final ReplicaContext context;
    private final TopicPartition partition;
    private final ReplicaListener listener;
    private final Runnable changed;
    private final boolean takesShrinkAsGranted;
    private final boolean ignoresProposed;
    private final SortedMap<Integer, Long> added = new TreeMap<>();
    private PartitionState state;
    private List<Integer> isr;
    private List<Integer> maximal;
    private List<Integer> told = List.of();
    private int toldEpoch = -1;
    private boolean isKnown;
    private boolean isPending;
    private long number;
    private boolean isRefused;
    private Timers.@Nullable Timer rest;

    /**
     * Makes it as a leadership begins.
     *
     * @param changed is told when a proposal has come to nothing: it may be made anew
     */
    InSync(
            ReplicaContext context,
            TopicPartition partition,
            ReplicaListener listener,
            PartitionState state,
            Runnable changed) {
        this.context = context;
        this.partition = partition;
        this.listener = listener;
        this.changed = changed;
        this.takesShrinkAsGranted = context.mutants().has(BrokerMutant.R10);
        this.ignoresProposed = context.mutants().has(BrokerMutant.R3);
        this.state = state;
        this.isr = state.isr();
        this.maximal = state.isr();
        tell();
    }

    PartitionState state() {
        return state;
    }

    /** Returns those that are committed. */
    List<Integer> isr() {
        return isr;
    }

    /** Returns those that the high watermark waits for: all that are, or may be by now, in sync. */
    List<Integer> maximal() {
        return ignoresProposed ? isr : maximal;
    }

    /** Returns whether a proposal is under way: nothing else may be proposed. */
    boolean isPending() {
        return isPending;
    }

    /** The image has another state of the same leader epoch: what was proposed before was decided. */
    void stateChanged(PartitionState now) {
        if (now.partitionEpoch() <= state.partitionEpoch()) {
            return;
        }
        state = now;
        isr = now.isr();
        added.clear();
        isKnown = false;
        settle();
        look();
    }

    /**
     * Proposes.
     *
     * @param wanted who is to be in sync, the leader among them, in the order of the replicas
     */
    void propose(List<Integer> wanted) {
        var members = new ArrayList<Member>();
        for (int replica : wanted) {
            var registration = context.image().broker(replica);
            if (registration.isEmpty()) {
                return; // The image is about to say more.
            }
            members.add(new Member(replica, registration.get().epoch()));
        }
        for (Member member : members) {
            if (!state.isr().contains(member.broker())) {
                added.put(member.broker(), member.epoch());
            }
        }
        var proposal = new IsrProposal(
                new PartitionId(partition.topicId(), partition.partition()),
                state.leaderEpoch(),
                state.partitionEpoch(),
                members,
                LeaderRecovery.RECOVERED);
        isKnown = false;
        isPending = true;
        isRefused = false;
        long made = ++number;
        if (takesShrinkAsGranted && state.isr().containsAll(wanted)) {
            isr = List.copyOf(wanted);
        }
        look();
        context.isrChannel().propose(proposal, error -> answered(made, error));
    }

    private void answered(long made, MetadataError error) {
        if (!isPending || made != number) {
            return;
        }
        switch (error) {
            case NONE, INVALID_UPDATE_VERSION, FENCED_LEADER_EPOCH -> {
                // The partition has changed, by this or otherwise: the image will show it, and only that counts.
            }
            default -> {
                context.probes().proposalRefused.hit();
                isRefused = error == MetadataError.INELIGIBLE_REPLICA || error == MetadataError.INVALID_REQUEST;
                rest = context.environment().timers().after(REST_NANOS, this::rested);
            }
        }
    }

    private void rested() {
        settle();
        look();
        changed.run();
    }

    private void settle() {
        isPending = false;
        if (rest != null) {
            rest.cancel();
            rest = null;
        }
    }

    /** Looks again who counts: each fetch asks, and only where something was proposed may it have changed. */
    void look() {
        if (isKnown) {
            return;
        }
        added.entrySet().removeIf(each -> isImpossible(each.getKey(), each.getValue()));
        var all = new ArrayList<Integer>();
        for (int replica : state.replicas()) {
            if (isr.contains(replica) || added.containsKey(replica)) {
                all.add(replica);
            }
        }
        if (!all.equals(maximal) || !isr.equals(told) || state.partitionEpoch() != toldEpoch) {
            maximal = List.copyOf(all);
            tell();
        }
        isKnown = added.isEmpty();
    }

    /** Returns whether a proposal with a life of a replica cannot be accepted any more (KIP-903). */
    private boolean isImpossible(int replica, long epoch) {
        BrokerRegistration now = context.image().broker(replica).orElse(null);
        if (now == null || now.epoch() != epoch) {
            return true;
        }
        return !isPending && isRefused && !now.isActive();
    }

    private void tell() {
        told = isr;
        toldEpoch = state.partitionEpoch();
        listener.inSync(state.leaderEpoch(), state.partitionEpoch(), isr, maximal);
    }

    /** The leadership is over. */
    void end() {
        if (isPending) {
            context.probes().proposalPendingAtEnd.hit();
        }
        settle();
    }
}
