package io.waybill.fault;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much durable data a run may still destroy: a claim of durability can only be tested within its assumption. Pure:
 * a budget that was spent is another budget.
 *
 * <p>A node counts once, however often it is hit: as in VOPR's atlas of faults, the damage is kept to the same few
 * nodes, and every record has an undamaged copy on the others.
 *
 * @param voters the nodes that keep the data; damage to others is free
 * @param mayBeDamaged how many voters may have lost or damaged data at one time
 * @param mayForget how many of these may have lost some without being able to know; a quorum that counts on what each
 *     voter promised (a vote, an acknowledgement) has to have 0: one voter that forgets is enough to elect a leader
 *     without a committed entry
 * @param powerCutsForget whether a power cut destroys what was promised: true for a system that acknowledges before it
 *     syncs
 * @param forgot the voters that may have lost data unawares
 * @param damaged the voters whose data may be lost or damaged; includes {@code forgot}
 */
public record FaultBudget(
        SortedSet<Integer> voters,
        int mayBeDamaged,
        int mayForget,
        boolean powerCutsForget,
        SortedSet<Integer> forgot,
        SortedSet<Integer> damaged) {

    public FaultBudget {
        voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
        forgot = Collections.unmodifiableSortedSet(new TreeSet<>(forgot));
        damaged = Collections.unmodifiableSortedSet(new TreeSet<>(damaged));
    }

    /** Returns the budget that refuses nothing: what remains to be checked then is that nobody lies about a loss. */
    public static FaultBudget unguarded() {
        return of(List.of(), Integer.MAX_VALUE, Integer.MAX_VALUE, false);
    }

    /** Returns the budget under which a majority of the voters keeps all that it had synced. */
    public static FaultBudget minorityOf(Collection<Integer> voters) {
        int minority = (voters.size() - 1) / 2;
        return of(voters, minority, minority, false);
    }

    /**
     * Returns the budget under which a majority keeps all that it had synced and nobody forgets unawares: what a
     * correct Raft survives without a change of its members.
     */
    public static FaultBudget nobodyForgets(Collection<Integer> voters) {
        return of(voters, (voters.size() - 1) / 2, 0, false);
    }

    private static FaultBudget of(Collection<Integer> voters, int mayBeDamaged, int mayForget, boolean powerCuts) {
        return new FaultBudget(
                new TreeSet<>(voters), mayBeDamaged, mayForget, powerCuts, new TreeSet<>(), new TreeSet<>());
    }

    /** Returns this budget for a system that acknowledges before it syncs: a power cut takes what was promised. */
    public FaultBudget withPowerCutsThatForget() {
        return new FaultBudget(voters, mayBeDamaged, mayForget, true, forgot, damaged);
    }

    /** Returns why a fault on these nodes is beyond the budget; empty where it is within. */
    public Optional<String> refusal(Fault.Single fault, Collection<Integer> nodes) {
        FaultBudget after = spent(fault, nodes);
        if (after.forgot.size() > mayForget && after.forgot.size() > forgot.size()) {
            return Optional.of(beyond(fault, nodes, after.forgot.size(), "that may have forgotten", mayForget));
        }
        if (after.damaged.size() > mayBeDamaged && after.damaged.size() > damaged.size()) {
            return Optional.of(
                    beyond(fault, nodes, after.damaged.size(), "with lost or damaged durable data", mayBeDamaged));
        }
        return Optional.empty();
    }

    private String beyond(Fault.Single fault, Collection<Integer> nodes, int would, String how, int may) {
        return fault.kind() + " of " + nodes.stream().map(node -> "n" + node).toList() + " would leave " + would
                + " of " + voters.size() + " voters " + how + ", and at most " + may + " may be";
    }

    /** Returns the budget after a fault on these nodes. */
    public FaultBudget spent(Fault.Single fault, Collection<Integer> nodes) {
        FaultKind.Harm harm = harmOf(fault.faultKind());
        if (harm == FaultKind.Harm.NONE) {
            return this;
        }
        SortedSet<Integer> hit = new TreeSet<>(nodes);
        hit.retainAll(voters);
        SortedSet<Integer> nowDamaged = new TreeSet<>(damaged);
        nowDamaged.addAll(hit);
        SortedSet<Integer> nowForgot = new TreeSet<>(forgot);
        if (harm == FaultKind.Harm.AMNESIA) {
            nowForgot.addAll(hit);
        }
        return new FaultBudget(voters, mayBeDamaged, mayForget, powerCutsForget, nowForgot, nowDamaged);
    }

    /** Returns the budget after a node has again everything that the others have: it may be damaged anew. */
    public FaultBudget restored(int node) {
        SortedSet<Integer> nowForgot = new TreeSet<>(forgot);
        nowForgot.remove(node);
        SortedSet<Integer> nowDamaged = new TreeSet<>(damaged);
        nowDamaged.remove(node);
        return new FaultBudget(voters, mayBeDamaged, mayForget, powerCutsForget, nowForgot, nowDamaged);
    }

    private FaultKind.Harm harmOf(FaultKind kind) {
        boolean powerCut = kind == FaultKind.POWER_CUT || kind == FaultKind.POWER_CUT_MID_SYNC;
        return powerCut && powerCutsForget ? FaultKind.Harm.AMNESIA : kind.harm();
    }
}
