package io.waybill.checker.log;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AppendedOutOfTime;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.InconsistentOffset;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.NonmonotonicPoll;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.anomaly.RetriedDuplicate;
import io.waybill.checker.anomaly.RetriedReorder;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges one partition: cuts each scope's reading into chains, passes through each, and decides what is left.
 *
 * <p>Used by one thread, once.
 */
final class PartitionJudge implements PassSink {

    private final HistoryReader history;
    private final Workspace workspace;
    private final HistoryFacts facts;
    private final Findings findings;
    private final Lookup lookup;
    private final @Nullable TransactionFates fates;
    private final int partition;
    private final SendBlocks sendBlocks;
    private final List<Integer> deliveryBlocks;

    private final Set<MessageKey> suspects = new HashSet<>();
    private final Set<Long> contested = new HashSet<>();
    private final Set<MessageKey> reordered = new HashSet<>();
    private final Set<MessageKey> outOfTime = new HashSet<>();
    private final Map<String, Set<Long>> damaged = new HashMap<>();
    private final PartitionCounts counts = new PartitionCounts();

    /** The scope of partitions that nobody read. */
    static final String NOBODY = "(nobody)";

    PartitionJudge(
            HistoryReader history,
            Workspace workspace,
            HistoryFacts facts,
            Findings findings,
            Lookup lookup,
            @Nullable TransactionFates fates,
            int partition,
            List<Integer> sendBlocks,
            List<Integer> deliveryBlocks) {
        this.history = history;
        this.workspace = workspace;
        this.facts = facts;
        this.findings = findings;
        this.lookup = lookup;
        this.fates = fates;
        this.partition = partition;
        this.sendBlocks = new SendBlocks(partition, facts, history, workspace, sendBlocks);
        this.deliveryBlocks = deliveryBlocks;
    }

    /** @param mostInTable how many messages may be held in memory at once where several read them */
    PartitionCounts judge(int mostInTable) {
        for (int block : deliveryBlocks) {
            counts.deliveries += history.index().rows(block);
        }
        Passes passes = new Passes(facts, history, workspace, sendBlocks, this, fates);
        Map<String, List<PassResult>> results = passes.through(runsByScope(), mostInTable);
        decide(results);
        if (!reordered.isEmpty() && sendBlocks.hasKeys()) {
            KeyOrder.judge(history, workspace, sendBlocks, deliveryBlocks, reordered, findings);
        }
        counts.sends = sendBlocks.sends();
        counts.ok = sendBlocks.ok();
        counts.failed = sendBlocks.failed();
        return counts;
    }

    // ---- what was read -----------------------------------------------------------------------------------------

    private Map<String, List<Run>> runsByScope() {
        Map<Integer, List<Integer>> byConsumer = new LinkedHashMap<>();
        for (int block : deliveryBlocks) {
            byConsumer
                    .computeIfAbsent(history.index().owner(block), c -> new ArrayList<>())
                    .add(block);
        }
        // Who was never handed anything may still have passed everything: it began somewhere and reached the end.
        for (int consumer : facts.markedConsumers()) {
            byConsumer.putIfAbsent(consumer, List.of());
        }
        RunFinder finder = new RunFinder(facts, FinalEnd.of(facts, sendBlocks), history, workspace);
        Map<String, List<Run>> byScope = new LinkedHashMap<>();
        byConsumer.forEach((consumer, blocks) -> {
            List<Run> runs = finder.find(consumer, partition, blocks);
            findStepsBack(runs);
            if (!runs.isEmpty()) {
                byScope.computeIfAbsent(facts.scope(consumer), s -> new ArrayList<>())
                        .addAll(runs);
            }
        });
        return byScope;
    }

    /**
     * Only in a reading of several runs did a consumer go back. What it was handed again there is a duplicate; any
     * other step back is one.
     */
    private void findStepsBack(List<Run> runs) {
        Map<Integer, List<Run>> byReading = new LinkedHashMap<>();
        runs.forEach(run ->
                byReading.computeIfAbsent(run.reading, r -> new ArrayList<>()).add(run));
        byReading.values().stream().filter(of -> of.size() > 1).forEach(this::findStepsBackWithin);
    }

    private void findStepsBackWithin(List<Run> reading) {
        Map<Long, Map<MessageId, Event.Delivery>> seen = new HashMap<>();
        Event.Delivery[] before = new Event.Delivery[1];
        reading.forEach(run -> eachDelivery(run, next -> {
            Event.Delivery last = before[0];
            Event.Delivery first = next.message().isOurs()
                    ? seen.computeIfAbsent(next.offset(), o -> new HashMap<>()).putIfAbsent(next.message(), next)
                    : null;
            if (first != null) {
                findings.add(
                        DuplicateDelivery.KIND,
                        next.completeNanos(),
                        next.offset(),
                        () -> new DuplicateDelivery(first, next));
            } else if (last != null && next.offset() <= last.offset()) {
                findings.add(
                        NonmonotonicPoll.KIND,
                        next.completeNanos(),
                        next.offset(),
                        () -> new NonmonotonicPoll(last, next));
            }
            before[0] = next;
        }));
    }

    private void eachDelivery(Run run, Consumer<Event.Delivery> consumer) {
        DeliveryColumns columns = workspace.deliveries;
        for (int part = 0; part < run.parts(); part++) {
            workspace.cursor.read(run.block(part), columns);
            for (int row = run.firstRow(part); row < run.endRow(part); row++) {
                consumer.accept(HistoryReader.delivery(columns, row));
            }
        }
    }

    // ---- what the passes say -----------------------------------------------------------------------------------

    @Override
    public void foreign() {
        counts.foreign++;
    }

    @Override
    public void corrupt(boolean isDamaged, Delivered delivery) {
        if (isDamaged) {
            damaged.computeIfAbsent(facts.scope(delivery.consumer()), s -> new HashSet<>())
                    .add(delivery.offset());
        }
        findings.add(
                CorruptRead.KIND,
                delivery.completeNanos(),
                delivery.offset(),
                () -> new CorruptRead(find(delivery, MessageId::isOurs, false)));
    }

    @Override
    public void unsent(MessageKey message, Delivered delivery) {
        if (facts.mayHaveBeenSent(message.session(), partition, message.sequence())) {
            counts.maybeSent++;
            return;
        }
        findings.add(
                PhantomRead.KIND,
                delivery.completeNanos(),
                delivery.offset(),
                () -> new PhantomRead(find(delivery, id(message)::equals, true)));
    }

    @Override
    public void aborted(MessageKey message, long transaction, Delivered delivery) {
        findings.add(AbortedRead.KIND, delivery.completeNanos(), delivery.offset(), () -> {
            Event.Send send = send(message);
            Event end = transaction < 0 ? send : lookup.transactionEnd((int) transaction);
            return new AbortedRead(send, end, find(delivery, id(message)::equals, true));
        });
    }

    @Override
    public void beforeSend(MessageKey message, Delivered delivery) {
        findings.add(
                ReadBeforeSend.KIND,
                delivery.completeNanos(),
                delivery.offset(),
                () -> new ReadBeforeSend(send(message), find(delivery, id(message)::equals, true)));
    }

    @Override
    public void suspect(MessageKey message) {
        suspects.add(message);
    }

    @Override
    public void reordered(
            MessageKey message, MessageKey later, long offset, long laterOffset, long invokeNanos, boolean ordered) {
        if (!reordered.add(message)) {
            return;
        }
        findings.add(
                ordered ? Reordered.KIND : RetriedReorder.KIND,
                invokeNanos,
                message.sequence(),
                () -> ordered
                        ? new Reordered(send(message), send(later), at(laterOffset, later), at(offset, message))
                        : new RetriedReorder(send(message), send(later), at(laterOffset, later), at(offset, message)));
    }

    @Override
    public void outOfTime(MessageKey message, MessageKey later, long offset, long laterOffset, long invokeNanos) {
        if (!outOfTime.add(message)) {
            return;
        }
        findings.add(
                AppendedOutOfTime.KIND,
                invokeNanos,
                message.sequence(),
                () -> new AppendedOutOfTime(send(message), send(later), at(laterOffset, later), at(offset, message)));
    }

    // ---- what is left ------------------------------------------------------------------------------------------

    private void decide(Map<String, List<PassResult>> results) {
        List<PassResult> all = results.values().stream().flatMap(List::stream).toList();
        new Contest(suspects, contested).among(all);
        SecondLook look =
                new SecondLook(suspects, contested).over(history, workspace, sendBlocks.all(), deliveryBlocks);
        look.dossiers().forEach((key, dossier) -> decideSuspect(key, dossier, all));
        look.places().forEach(this::decidePlace);
        Set<String> scopes = new TreeSet<>(facts.readersOf(partition));
        scopes.addAll(results.keySet());
        for (String scope : scopes) {
            decideScope(scope, results.getOrDefault(scope, List.of()), look);
        }
        if (scopes.isEmpty() && sendBlocks.acknowledged() > 0) {
            counts.scope(NOBODY).addUnread(sendBlocks.acknowledged(), 0);
        }
        new UnreadOffsets(history, workspace, sendBlocks, facts, all, look.dossiers())
                .eachConflict((first, second) -> findings.add(
                        InconsistentOffset.KIND,
                        second.completeNanos(),
                        second.offset(),
                        () -> new InconsistentOffset(first, second)));
    }

    private void decideSuspect(MessageKey key, Dossier dossier, List<PassResult> all) {
        Event.Send send = dossier.send;
        List<Event.Delivery> places = dossier.places();
        if (send == null || places.isEmpty()) {
            return;
        }
        Event.Delivery first = places.get(0);
        boolean promised = facts.isIdempotent(key.session(), true)
                || facts.session(key.session()) == null
                || isUndeclared(key.session());
        for (Event.Delivery again : places.subList(1, places.size())) {
            findings.add(
                    promised ? DuplicateAppend.KIND : RetriedDuplicate.KIND,
                    again.completeNanos(),
                    again.offset(),
                    () -> promised
                            ? new DuplicateAppend(send, first, again)
                            : new RetriedDuplicate(send, first, again));
        }
        boolean elsewhere = places.stream().noneMatch(place -> place.offset() == send.offset());
        if (send.outcome().isOk()
                && facts.isAcknowledging(key.session())
                && send.offset() >= 0
                && elsewhere
                && isCertainlyNotAt(key, send.offset(), all)) {
            findings.add(
                    InconsistentOffset.KIND,
                    first.completeNanos(),
                    first.offset(),
                    () -> new InconsistentOffset(/* first= */ send, /* second= */ first));
        }
    }

    /** A session of which nothing is said is taken at the word of the claim. */
    private boolean isUndeclared(int session) {
        Event.SessionDefined defined = facts.session(session);
        return defined != null && defined.acks() == Event.Acks.UNSPECIFIED;
    }

    /** A retry may have put a second copy where nobody looked; and what is damaged there may be this very message. */
    private boolean isCertainlyNotAt(MessageKey key, long offset, List<PassResult> all) {
        boolean isDamaged = damaged.values().stream().anyMatch(offsets -> offsets.contains(offset));
        boolean lookedAt = offset >= facts.logStart(partition)
                && all.stream().anyMatch(pass -> pass.chain.passing(offset) != null);
        return !isDamaged && (lookedAt || facts.isIdempotent(key.session(), true));
    }

    private void decidePlace(long offset, List<SeenDelivery> at) {
        Map<MessageId, Event.Delivery> first = new LinkedHashMap<>();
        at.stream()
                .map(SeenDelivery::event)
                .filter(delivery -> delivery.message().isOurs())
                .forEach(delivery -> first.putIfAbsent(delivery.message(), delivery));
        List<Event.Delivery> different = List.copyOf(first.values());
        for (Event.Delivery other : different.subList(Math.min(1, different.size()), different.size())) {
            findings.add(
                    InconsistentOffset.KIND,
                    other.completeNanos(),
                    offset,
                    () -> new InconsistentOffset(different.get(0), other));
        }
    }

    private void decideScope(String scope, List<PassResult> passes, SecondLook look) {
        ScopeCounts of = counts.scope(scope);
        if (passes.isEmpty()) {
            of.addUnread(sendBlocks.acknowledged(), sendBlocks.excusable());
            return;
        }
        ScopeCounts here = new ScopeCounts();
        here.acknowledged = sendBlocks.acknowledged();
        long excusable = 0;
        for (PassResult pass : passes) {
            here.discharged += pass.delivered;
            excusable += pass.deliveredExcusable;
        }
        for (Dossier dossier : look.dossiers().values()) {
            int extra = timesUncounted(passes, dossier);
            here.discharged += extra;
            excusable += extra != 0 && isExcusable(dossier) ? extra : 0;
        }
        here.excused = sendBlocks.excusable() - excusable;
        decideMissing(scope, passes, look, here);
        // With one chain what is unseen was counted message by message, and the sum is checked; several chains share
        // what they saw, so there it is what remains.
        here.open += passes.size() == 1 ? passes.get(0).unseen : here.remainder();
        of.add(here);
        if (passes.size() > 1) {
            new SkipJudge(facts, findings, lookup, partition).judge(passes, look);
        }
    }

    private boolean isExcusable(Dossier dossier) {
        Event.Send send = dossier.send;
        boolean committed = send == null
                || send.transaction() < 0
                || facts.transaction(send.transaction()) == HistoryFacts.TransactionState.COMMITTED;
        boolean belowStart = send != null && send.offset() >= 0 && send.offset() < facts.logStart(partition);
        return !committed || belowStart;
    }

    /**
     * A message that several chains were handed is discharged once: how often it was counted too little, or too much.
     */
    private int timesUncounted(List<PassResult> passes, Dossier dossier) {
        Event.Send send = dossier.send;
        if (send == null
                || !send.outcome().isOk()
                || !facts.isAcknowledging(send.message().session())) {
            return 0;
        }
        int counted = 0;
        boolean delivered = false;
        for (int i = 0; i < passes.size(); i++) {
            long place = firstPlace(passes.get(i), dossier);
            if (place >= 0) {
                delivered = true;
                long acknowledged = send.offset() >= 0 ? send.offset() : place;
                counted += passes.subList(0, i).stream().allMatch(pass -> pass.chain.covering(acknowledged) == null)
                        ? 1
                        : 0;
            }
        }
        return delivered ? 1 - counted : 0;
    }

    private static long firstPlace(PassResult pass, Dossier dossier) {
        return dossier.deliveries.stream()
                .filter(seen -> pass.chain.runs().stream().anyMatch(run -> run.has(seen.block(), seen.row())))
                .mapToLong(seen -> seen.event().offset())
                .min()
                .orElse(-1);
    }

    /** What is missing in one chain is lost if no other chain of the scope was handed it. */
    private void decideMissing(String scope, List<PassResult> passes, SecondLook look, ScopeCounts here) {
        Set<MessageKey> decided = new HashSet<>();
        Set<Long> damagedHere = damaged.getOrDefault(scope, Set.of());
        for (PassResult pass : passes) {
            pass.missing.forEach((key, entry) -> {
                Dossier dossier = look.dossiers().get(key);
                boolean handed = dossier != null && passes.stream().anyMatch(each -> firstPlace(each, dossier) >= 0);
                boolean excusable = (entry.state & Page.ACKNOWLEDGED) != 0 || entry.offset < facts.logStart(partition);
                if (handed || excusable || !decided.add(key)) {
                    return;
                }
                if (damagedHere.contains(entry.offset)) {
                    here.open += passes.size() == 1 ? 1 : 0;
                    return;
                }
                here.violated++;
                lost(key, entry, pass);
            });
        }
    }

    private void lost(MessageKey key, Entry entry, PassResult pass) {
        if (fates != null && entry.transaction >= 0) {
            // The judge of transactions was told of it, and says it of the transaction as a whole.
            return;
        }
        long offset = entry.offset;
        Run run = Objects.requireNonNull(pass.chain.passing(offset));
        findings.add(
                LostWrite.KIND,
                entry.invokeNanos,
                key.sequence(),
                () -> run.covers(offset)
                        ? new LostWrite(send(key), lookup.before(run, offset), lookup.after(run, offset))
                        : new LostWrite(
                                send(key),
                                Objects.requireNonNull(facts.logEnd(partition)),
                                Objects.requireNonNull(run.endEvidence)));
    }

    // ---- evidence ----------------------------------------------------------------------------------------------

    private MessageId id(MessageKey key) {
        return new MessageId(key.session(), partition, key.sequence());
    }

    private Event.Send send(MessageKey key) {
        return lookup.send(id(key)).orElseThrow();
    }

    private Event.Delivery at(long offset, MessageKey key) {
        return lookup.delivery(partition, offset, delivery -> delivery.message().equals(id(key)))
                .orElseThrow();
    }

    private Event.Delivery find(Delivered delivered, Predicate<MessageId> message, boolean expected) {
        return lookup.delivery(
                        partition,
                        delivered.offset(),
                        delivery -> delivery.consumer() == delivered.consumer()
                                && delivery.completeNanos() == delivered.completeNanos()
                                && message.test(delivery.message()) == expected)
                .orElseThrow();
    }
}
