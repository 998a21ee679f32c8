package io.waybill.checker.transaction;

import io.waybill.checker.anomaly.LastStableOffsetPassed;
import io.waybill.checker.anomaly.PrecommittedRead;
import io.waybill.checker.anomaly.PrematureRead;
import io.waybill.checker.anomaly.TornTransaction;
import io.waybill.checker.anomaly.ZombieWrite;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistoryFacts.TransactionState;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges transactions: whether they are whole, seen too early or by their own reader, whether readers wait for open
 * ones and zombies are kept out, and whether what is processed in them is processed once.
 *
 * <p>Create it before the partitions are judged, let their judges tell it the {@link TransactionFates fates} of
 * messages, then call {@link #judge} once, then ask for the evidence. Memory is proportional to the number of
 * transactions, not of messages.
 */
public final class TransactionJudge implements TransactionFates {

    private record Premature(int transaction, MessageId message, int consumer, long offset, long completeNanos) {}

    private record Missed(int transaction, MessageId message, long offset, int consumer) {}

    private record Place(int consumer, int partition, long offset, long completeNanos) {}

    private final HistoryReader history;
    private final HistoryFacts facts;
    private final HistorySearch search;
    private final TransactionTable table;
    private final Effects effects;
    private final BitSet readCommitted = new BitSet();
    private final List<Premature> premature = new ArrayList<>();
    private final List<Missed> missed = new ArrayList<>();
    private final MessageRuns runs = new MessageRuns();
    private final Sources sources = new Sources();
    private final Map<Integer, StableOffsets> stable = new HashMap<>();
    private final Set<Place> precommitted = new HashSet<>();
    private ClaimEvidence atomicity = ClaimEvidence.NOT_EXERCISED;
    private ClaimEvidence processing = ClaimEvidence.NOT_EXERCISED;

    /** Prepares to judge the transactions of {@code history}. */
    public TransactionJudge(HistoryReader history, HistoryFacts facts) {
        this.history = history;
        this.facts = facts;
        this.search = new HistorySearch(history);
        this.table = TransactionTable.of(history);
        this.effects = new Effects(facts, table, search);
        facts.consumers().keySet().forEach(consumer -> readCommitted.set(consumer, facts.isReadCommitted(consumer)));
    }

    @Override
    public void delivered(
            int transaction,
            MessageId message,
            long offset,
            int consumer,
            long pollInvokeNanos,
            long pollCompleteNanos) {
        effects.delivered(transaction);
        if (!readCommitted.get(consumer)) {
            return;
        }
        if (pollCompleteNanos >= table.commitAsked(transaction)) {
            effects.visible(transaction, consumer, message, offset, pollCompleteNanos);
        } else if (facts.transaction(transaction) != TransactionState.ABORTED) {
            synchronized (premature) {
                premature.add(new Premature(transaction, message, consumer, offset, pollCompleteNanos));
            }
        }
    }

    @Override
    public void missed(int transaction, MessageId message, long offset, int consumer) {
        synchronized (missed) {
            missed.add(new Missed(transaction, message, offset, consumer));
        }
    }

    /** Judges all that the history and the partitions' judges have said. Called once, when those are done. */
    public void judge(Findings findings) {
        if (table.size() == 0) {
            return;
        }
        judgeCommits(findings);
        new SendScan(history, table, runs, sources).run(findings, search);
        runs.seal();
        findStableOffsets();
        scanDeliveries(findings);
        judgePremature(findings);
        judgeTorn(findings);
        judgeProcessing(findings);
    }

    private void judgeCommits(Findings findings) {
        history.eachEvent(event -> {
            if (event instanceof Event.TransactionEnded e
                    && e.commit()
                    && e.outcome().isOk()) {
                Event.SessionDefined successor = table.successor(table.session(e.transaction()));
                if (successor != null && e.timeNanos() > successor.completeNanos()) {
                    findings.add(ZombieWrite.KIND, e.timeNanos(), e.transaction(), () -> new ZombieWrite(successor, e));
                }
            }
        });
    }

    private void findStableOffsets() {
        for (MessageRuns.Lane lane : runs.lanes()) {
            for (int run = 0; run < lane.size(); run++) {
                int transaction = lane.transaction(run);
                boolean committed = facts.transaction(transaction) == TransactionState.COMMITTED;
                long openUntil = table.openUntil(transaction, committed);
                if (lane.lowestOffset(run) >= 0 && openUntil > 0) {
                    stable.computeIfAbsent(lane.partition(), p -> new StableOffsets())
                            .add(
                                    lane.lowestOffset(run),
                                    openUntil,
                                    lane.session(),
                                    lane.lowestOffsetSequence(run),
                                    transaction);
                }
            }
        }
        stable.values().forEach(StableOffsets::seal);
    }

    private void scanDeliveries(Findings findings) {
        BlockIndex index = history.index();
        HistoryReader.Cursor cursor = history.cursor();
        DeliveryColumns columns = new DeliveryColumns();
        for (int block = 0; block < index.size(); block++) {
            if (index.isDeliveries(block) && readCommitted.get(index.owner(block))) {
                cursor.read(block, columns);
                if (columns.hasTransactions()) {
                    findPrecommitted(columns, findings);
                }
                StableOffsets bounds = stable.get(columns.partition());
                if (bounds != null) {
                    findPassed(columns, bounds, findings);
                }
            }
        }
    }

    private void findPrecommitted(DeliveryColumns c, Findings findings) {
        for (int row = 0; row < c.rows(); row++) {
            long own = c.transactions()[row];
            if (own == Event.NONE || own != runs.transactionOf(c.sessions()[row], c.partition(), c.sequences()[row])) {
                continue;
            }
            Event.Delivery delivery = HistoryReader.delivery(c, row);
            precommitted.add(new Place(c.consumer(), c.partition(), c.offsets()[row], c.completeNanos()[row]));
            findings.add(
                    PrecommittedRead.KIND,
                    delivery.completeNanos(),
                    delivery.offset(),
                    () -> new PrecommittedRead(search.send(delivery.message()).orElseThrow(), delivery));
        }
    }

    private void findPassed(DeliveryColumns c, StableOffsets bounds, Findings findings) {
        long[] offsets = c.offsets();
        long[] complete = c.completeNanos();
        for (int row = 0; row < c.rows(); row++) {
            int open = bounds.openBefore(offsets[row], complete[row]);
            if (open < 0 || isOfOpenTransaction(c, row)) {
                continue;
            }
            Event.Delivery delivery = HistoryReader.delivery(c, row);
            findings.add(
                    LastStableOffsetPassed.KIND,
                    delivery.completeNanos(),
                    delivery.offset(),
                    () -> new LastStableOffsetPassed(
                            search.send(bounds.message(open, delivery.partition()))
                                    .orElseThrow(),
                            endOrBeginning(bounds.transaction(open)),
                            delivery));
        }
    }

    /** A record of a transaction that was itself open is premature, and that it is behind another one adds nothing. */
    private boolean isOfOpenTransaction(DeliveryColumns c, int row) {
        int own = runs.transactionOf(c.sessions()[row], c.partition(), c.sequences()[row]);
        return own != Event.NONE && table.commitAsked(own) > c.completeNanos()[row];
    }

    private Event endOrBeginning(int transaction) {
        return effects.end(transaction)
                .map(Event.class::cast)
                .or(() -> search.event(
                        event -> event instanceof Event.TransactionBegun e && e.transaction() == transaction))
                .orElseThrow();
    }

    private void judgePremature(Findings findings) {
        for (Premature each : premature) {
            MessageId message = each.message;
            if (precommitted.contains(new Place(each.consumer, message.partition(), each.offset, each.completeNanos))) {
                continue;
            }
            findings.add(
                    PrematureRead.KIND,
                    each.completeNanos,
                    each.offset,
                    () -> new PrematureRead(
                            search.send(message).orElseThrow(),
                            effects.end(each.transaction).orElseThrow(),
                            search.delivery(each.consumer, message.partition(), each.offset, each.completeNanos)
                                    .orElseThrow()));
        }
    }

    private void judgeTorn(Findings findings) {
        Map<Integer, Missed> firstMissed = new HashMap<>();
        for (Missed each : neverDelivered()) {
            firstMissed.merge(each.transaction, each, TransactionJudge::earlier);
        }
        firstMissed.forEach((transaction, each) -> findings.add(
                TornTransaction.KIND,
                table.commitAsked(transaction),
                transaction,
                () -> new TornTransaction(
                        search.send(each.message).orElseThrow(),
                        effects.evidence(transaction),
                        search.passage(each.consumer, each.message.partition(), each.offset))));
        int judged = 0;
        int unseen = 0;
        for (int transaction = 0; transaction < table.size(); transaction++) {
            if (effects.of(transaction) == TransactionState.COMMITTED) {
                judged++;
                boolean decided = effects.isDelivered(transaction) || firstMissed.containsKey(transaction);
                unseen += decided ? 0 : 1;
            }
        }
        String reason = unseen == 0 ? "" : "of " + unseen + " committed transactions nobody was handed anything";
        atomicity = new ClaimEvidence(judged, unseen, reason);
    }

    /** What one reader missed and another of its scope was handed is not missing: a second look, if there is any. */
    private List<Missed> neverDelivered() {
        List<Missed> candidates = missed.stream()
                .filter(each -> effects.of(each.transaction) == TransactionState.COMMITTED)
                .filter(each -> each.offset < 0 || each.offset >= facts.logStart(each.message.partition()))
                .toList();
        if (candidates.isEmpty()) {
            return candidates;
        }
        Set<MessageId> messages = new HashSet<>();
        candidates.forEach(each -> messages.add(each.message));
        Set<String> handed = new HashSet<>();
        search.eachDelivery(messages, (message, consumer) -> handed.add(facts.scope(consumer) + '\0' + message));
        return candidates.stream()
                .filter(each -> !handed.contains(facts.scope(each.consumer) + '\0' + each.message))
                .toList();
    }

    /** Which of several is shown must not depend on the threads. */
    private static Missed earlier(Missed a, Missed b) {
        int order = Integer.compare(a.message.partition(), b.message.partition());
        order = order != 0 ? order : Long.compare(a.offset, b.offset);
        order = order != 0 ? order : Integer.compare(a.consumer, b.consumer);
        return order <= 0 ? a : b;
    }

    private void judgeProcessing(Findings findings) {
        if (sources.outputs() == 0) {
            return;
        }
        Processing judge = new Processing(sources, new ProcessingScopes(history, facts, table), effects, search);
        judge.judge(findings);
        String reason = judge.open() == 0
                ? ""
                : "nobody knows whether the transactions of " + judge.open() + " runs of inputs were committed";
        processing = new ClaimEvidence(judge.judged(), judge.open(), reason);
    }

    /** Returns what there was to say of atomic transactions: committed ones, open where nobody was handed anything. */
    public ClaimEvidence atomicity() {
        return atomicity;
    }

    /** Returns what there was to say of exactly-once processing: runs of inputs that outputs name. */
    public ClaimEvidence processing() {
        return processing;
    }

    /** Returns what there was to say of fencing: sessions whose successor is known to have been initialized. */
    public ClaimEvidence fencing() {
        return ClaimEvidence.decided(table.fencedSessions());
    }
}
