package io.waybill.checker;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.AppendedOutOfTime;
import io.waybill.checker.anomaly.CommitPastProcessed;
import io.waybill.checker.anomaly.CommitRegression;
import io.waybill.checker.anomaly.CommittedPastConsumed;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.DeliveredWhileInFlight;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.DuplicateInQueue;
import io.waybill.checker.anomaly.GroupOverlap;
import io.waybill.checker.anomaly.InconsistentOffset;
import io.waybill.checker.anomaly.KeyReordered;
import io.waybill.checker.anomaly.LastStableOffsetPassed;
import io.waybill.checker.anomaly.LostCommit;
import io.waybill.checker.anomaly.LostInQueue;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.NonmonotonicPoll;
import io.waybill.checker.anomaly.NonmonotonicSend;
import io.waybill.checker.anomaly.OffsetsWithoutOutputs;
import io.waybill.checker.anomaly.OutputsWithoutOffsets;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.PollSkip;
import io.waybill.checker.anomaly.PrecommittedRead;
import io.waybill.checker.anomaly.PrematureRead;
import io.waybill.checker.anomaly.ProcessedNever;
import io.waybill.checker.anomaly.ProcessedTwice;
import io.waybill.checker.anomaly.QueueReordered;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.RedeliveredAfterSettlement;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.anomaly.RetriedDuplicate;
import io.waybill.checker.anomaly.RetriedDuplicateInQueue;
import io.waybill.checker.anomaly.RetriedReorder;
import io.waybill.checker.anomaly.SlowRecovery;
import io.waybill.checker.anomaly.TornTransaction;
import io.waybill.checker.anomaly.ZombieCommit;
import io.waybill.checker.anomaly.ZombieWrite;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which anomalies break which claim. */
public final class ClaimCatalogue {

    private static final Map<Claim, List<AnomalyKind>> BROKEN_BY = new EnumMap<>(Claim.class);
    private static final Map<Claim, List<AnomalyKind>> BROKEN_BY_IF_NAMED = new EnumMap<>(Claim.class);

    static {
        List<AnomalyKind> twice = List.of(
                DuplicateAppend.KIND,
                DuplicateDelivery.KIND,
                DuplicateInQueue.KIND,
                RedeliveredAfterSettlement.KIND,
                DeliveredWhileInFlight.KIND);
        List<AnomalyKind> lost = List.of(LostWrite.KIND, LostInQueue.KIND, TornTransaction.KIND);
        List<AnomalyKind> retried = List.of(RetriedDuplicate.KIND, RetriedDuplicateInQueue.KIND);
        List<AnomalyKind> invented = List.of(PhantomRead.KIND, CorruptRead.KIND, ReadBeforeSend.KIND);
        BROKEN_BY.put(Claim.AT_MOST_ONCE, twice);
        BROKEN_BY.put(Claim.AT_LEAST_ONCE, lost);
        BROKEN_BY.put(Claim.EXACTLY_ONCE, join(lost, twice, invented));
        BROKEN_BY.put(Claim.NO_PHANTOM, invented);
        BROKEN_BY.put(Claim.OFFSET_CONSISTENCY, List.of(InconsistentOffset.KIND));
        BROKEN_BY.put(Claim.MONOTONIC_POLLS, List.of(NonmonotonicPoll.KIND, PollSkip.KIND));
        BROKEN_BY.put(Claim.ORDER_PER_PRODUCER, List.of(Reordered.KIND, NonmonotonicSend.KIND));
        BROKEN_BY.put(Claim.ORDER_PER_PARTITION, List.of(Reordered.KIND, AppendedOutOfTime.KIND));
        BROKEN_BY.put(Claim.ABORTED_INVISIBLE, List.of(AbortedRead.KIND));
        BROKEN_BY.put(
                Claim.ATOMIC_TRANSACTIONS,
                List.of(TornTransaction.KIND, PrematureRead.KIND, PrecommittedRead.KIND, LastStableOffsetPassed.KIND));
        BROKEN_BY.put(Claim.ZOMBIES_FENCED, List.of(ZombieWrite.KIND));
        BROKEN_BY.put(Claim.ORDER_PER_KEY, List.of(KeyReordered.KIND));
        BROKEN_BY.put(
                Claim.EXACTLY_ONCE_PROCESSING,
                List.of(
                        ProcessedTwice.KIND,
                        ProcessedNever.KIND,
                        OffsetsWithoutOutputs.KIND,
                        OutputsWithoutOffsets.KIND,
                        CommittedPastConsumed.KIND));
        BROKEN_BY.put(Claim.QUEUE_SETTLEMENT, List.of(RedeliveredAfterSettlement.KIND, DeliveredWhileInFlight.KIND));
        BROKEN_BY.put(Claim.QUEUE_ORDER, List.of(QueueReordered.KIND));
        BROKEN_BY.put(Claim.RECOVERY, List.of(SlowRecovery.KIND));
        BROKEN_BY.put(Claim.GROUP_EXCLUSIVITY, List.of(GroupOverlap.KIND, ZombieCommit.KIND));
        BROKEN_BY.put(
                Claim.COMMITTED_OFFSETS,
                List.of(
                        CommitRegression.KIND,
                        LostCommit.KIND,
                        CommitPastProcessed.KIND,
                        OutputsWithoutOffsets.KIND,
                        OffsetsWithoutOutputs.KIND,
                        CommittedPastConsumed.KIND));
        BROKEN_BY_IF_NAMED.put(Claim.AT_MOST_ONCE, retried);
        BROKEN_BY_IF_NAMED.put(Claim.EXACTLY_ONCE, retried);
        BROKEN_BY_IF_NAMED.put(Claim.ORDER_PER_PRODUCER, List.of(RetriedReorder.KIND));
    }

    private ClaimCatalogue() {}

    @SafeVarargs
    private static List<AnomalyKind> join(List<AnomalyKind>... lists) {
        Set<AnomalyKind> all = new LinkedHashSet<>();
        for (List<AnomalyKind> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    /** Returns the anomalies that break a claim whenever it is judged. */
    public static List<AnomalyKind> brokenBy(Claim claim) {
        return BROKEN_BY.getOrDefault(claim, List.of());
    }

    /** Returns the anomalies that break a claim only where somebody asked for it by name: nobody promised otherwise. */
    public static List<AnomalyKind> brokenByIfNamed(Claim claim) {
        return BROKEN_BY_IF_NAMED.getOrDefault(claim, List.of());
    }

    /** Returns every anomaly there is, each once. */
    public static List<AnomalyKind> anomalies() {
        Set<AnomalyKind> all = new LinkedHashSet<>();
        BROKEN_BY.values().forEach(all::addAll);
        BROKEN_BY_IF_NAMED.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /** Returns the anomaly with this id. */
    public static Optional<AnomalyKind> anomaly(String id) {
        return anomalies().stream().filter(kind -> kind.id().equals(id)).findFirst();
    }
}
