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
import io.waybill.checker.anomaly.PollSkip;
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
import java.util.TreeMap;
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
    private final Set<Assignment> wentBack = new HashSet<>();
    private final PartitionCounts counts = new PartitionCounts();

    /** The scope of partitions that nobody read. */
    static final String NOBODY = "(nobody)";

    private record Assignment(int consumer, int number) {}

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

    PartitionCounts judge() {
        for (int block : deliveryBlocks) {
            counts.deliveries += history.index().rows(block);
        }
        Map<String, List<Run>> runs = runsByScope();
        Map<String, List<Chain>> chains = new LinkedHashMap<>();
        runs.forEach((scope, of) -> chains.put(scope, Chain.of(of)));
        int all = chains.values().stream().mapToInt(List::size).sum();
        Map<String, List<PassResult>> results = new LinkedHashMap<>();
        chains.forEach((scope, of) -> {
            List<PassResult> passes = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                passes.add(
                        new Pass(facts, history, workspace, sendBlocks, of.get(i), of.subList(0, i), all > 1, this, fates)
                                .run());
            }
            results.put(scope, passes);
        });
        decide(results);
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
        RunFinder finder = new RunFinder(facts, history, workspace, this::steppedBack);
        Map<String, List<Run>> byScope = new LinkedHashMap<>();
        byConsumer.forEach((consumer, blocks) -> {
            List<Run> runs = finder.find(consumer, partition, blocks);
            if (!runs.isEmpty()) {
                byScope.computeIfAbsent(facts.scope(consumer), s -> new ArrayList<>())
                        .addAll(runs);
            }
        });
        findDuplicateDeliveries(byScope);
        return byScope;
    }

    private void steppedBack(
            int consumer, int assignment, int beforeBlock, int beforeRow, int afterBlock, int afterRow) {
        wentBack.add(new Assignment(consumer, assignment));
        Event.Delivery after = lookup.delivery(afterBlock, afterRow);
        findings.add(
                NonmonotonicPoll.KIND,
                after.completeNanos(),
                after.offset(),
                () -> new NonmonotonicPoll(lookup.delivery(beforeBlock, beforeRow), after));
    }

    /** Only an assignment in which a consumer went back can have been handed one record twice. */
    private void findDuplicateDeliveries(Map<String, List<Run>> byScope) {
        for (Assignment assignment : wentBack) {
            Map<Long, Event.Delivery> seen = new HashMap<>();
            byScope.values().stream()
                    .flatMap(List::stream)
                    .filter(run -> run.consumer == assignment.consumer && run.assignment == assignment.number)
                    .forEach(run -> eachDelivery(run, again -> {
                        Event.Delivery first = seen.putIfAbsent(again.offset(), again);
                        if (first != null && first.message().equals(again.message())) {
                            findings.add(
                                    DuplicateDelivery.KIND,
                                    again.completeNanos(),
                                    again.offset(),
                                    () -> new DuplicateDelivery(first, again));
                        }
                    }));
        }
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
    public void corrupt(Delivered delivery) {
        findings.add(
                CorruptRead.KIND,
                delivery.completeNanos(),
                delivery.offset(),
                () -> new CorruptRead(find(delivery, MessageId::isOurs, false)));
    }

    @Override
    public void unsent(MessageKey message, Delivered delivery) {
        if (facts.mayHaveBeenSent(
                message.session(), partition, message.sequence(), history.tear().isPresent())) {
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
        contest(results);
        SecondLook look = new SecondLook(suspects, contested).over(history, workspace, sendBlocks.all(), deliveryBlocks);
        look.dossiers().forEach(this::decideSuspect);
        look.places().forEach(this::decidePlace);
        results.forEach((scope, passes) -> decideScope(scope, passes, look));
        if (results.isEmpty() && sendBlocks.acknowledged() > 0) {
            ScopeCounts unread = new ScopeCounts();
            unread.acknowledged = sendBlocks.acknowledged();
            unread.open = unread.acknowledged;
            counts.scope(NOBODY).add(unread);
        }
        new UnreadOffsets(history, workspace, sendBlocks, results)
                .eachConflict((first, second) -> findings.add(
                        InconsistentOffset.KIND,
                        second.completeNanos(),
                        second.offset(),
                        () -> new InconsistentOffset(first, second)));
    }

    /** What one chain was handed without an acknowledgement must stand at the same place wherever others passed. */
    private void contest(Map<String, List<PassResult>> results) {
        for (List<PassResult> passes : results.values()) {
            for (PassResult pass : passes) {
                pass.unacknowledged.forEach((key, offset) -> {
                    for (List<PassResult> others : results.values()) {
                        for (PassResult other : others) {
                            if (other != pass
                                    && other.chain.covering(offset) != null
                                    && !offset.equals(other.unacknowledged.get(key))) {
                                contested.add(offset);
                                suspects.add(key);
                            }
                        }
                    }
                });
            }
        }
    }

    private void decideSuspect(MessageKey key, Dossier dossier) {
        Event.Send send = dossier.send;
        List<Event.Delivery> places = dossier.places();
        if (send == null || places.isEmpty()) {
            return;
        }
        Event.Delivery first = places.get(0);
        for (Event.Delivery again : places.subList(1, places.size())) {
            boolean promised = isDuplicateRefused(key.session());
            findings.add(
                    promised ? DuplicateAppend.KIND : RetriedDuplicate.KIND,
                    again.completeNanos(),
                    again.offset(),
                    () -> promised
                            ? new DuplicateAppend(send, first, again)
                            : new RetriedDuplicate(send, first, again));
        }
        if (places.size() == 1 && send.outcome().isOk() && send.offset() >= 0 && send.offset() != first.offset()) {
            findings.add(
                    InconsistentOffset.KIND,
                    first.completeNanos(),
                    first.offset(),
                    () -> new InconsistentOffset(/* first= */ send, /* second= */ first));
        }
    }

    /** Where a session is said not to be idempotent, nobody promised to recognise its retries. */
    private boolean isDuplicateRefused(int session) {
        Event.SessionDefined defined = facts.session(session);
        return defined == null || defined.idempotent() || defined.acks() == Event.Acks.UNSPECIFIED;
    }

    private void decidePlace(long offset, List<Event.Delivery> at) {
        Map<MessageId, Event.Delivery> first = new LinkedHashMap<>();
        at.forEach(delivery -> first.putIfAbsent(delivery.message(), delivery));
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
        ScopeCounts here = new ScopeCounts();
        Set<MessageKey> counted = new HashSet<>();
        for (PassResult pass : passes) {
            here.discharged += pass.delivered;
            // In the order of their places, so that nothing depends on how a table is laid out.
            TreeMap<Long, List<MessageKey>> missing = new TreeMap<>();
            pass.missing.forEach((key, entry) -> missing.computeIfAbsent(entry.offset, o -> new ArrayList<>(1))
                    .add(key));
            missing.values()
                    .forEach(keys -> keys.forEach(key -> decideMissing(
                            here, passes, pass, key, look.dossiers().get(key), counted.add(key))));
        }
        // With one chain what is unseen was counted message by message, and the sum is checked; several chains share
        // what they saw, so there it is what remains.
        here.open = passes.size() == 1 ? passes.get(0).unseen : sendBlocks.acknowledged() - here.decided();
        here.acknowledged = sendBlocks.acknowledged();
        counts.scope(scope).add(here);
        skippedUnacknowledged(passes);
    }

    private void decideMissing(
            ScopeCounts of,
            List<PassResult> passes,
            PassResult pass,
            MessageKey key,
            @Nullable Dossier dossier,
            boolean first) {
        Entry entry = Objects.requireNonNull(pass.missing.get(key));
        long offset = entry.offset;
        PassResult finder = finder(passes, pass, key, offset, dossier);
        if (finder != null) {
            Run run = pass.chain.covering(offset);
            if (run != null && finder.chain.covering(offset) != null) {
                skipped(key, offset, entry.invokeNanos, run);
            }
            of.discharged += first && passes.indexOf(finder) > passes.indexOf(pass) ? 1 : 0;
        } else if (wasHanded(pass, dossier)) {
            of.discharged += first ? 1 : 0;
        } else if (offset >= 0 && offset < facts.logStart(partition)) {
            of.excused += first ? 1 : 0;
        } else if (first) {
            of.violated++;
            lost(key, entry, pass);
        }
    }

    /** Returns the first other pass that was handed a message which {@code pass} missed, or null. */
    private static @Nullable PassResult finder(
            List<PassResult> passes, PassResult pass, MessageKey key, long offset, @Nullable Dossier dossier) {
        for (PassResult other : passes) {
            boolean handed = other.chain.covering(offset) != null && !other.missing.containsKey(key);
            if (other != pass && (handed || wasHanded(other, dossier))) {
                return other;
            }
        }
        return null;
    }

    private static boolean wasHanded(PassResult pass, @Nullable Dossier dossier) {
        return dossier != null
                && dossier.deliveries.stream().anyMatch(delivery -> {
                    Run run = pass.chain.covering(delivery.offset());
                    return run != null && run.consumer == delivery.consumer();
                });
    }

    private void lost(MessageKey key, Entry entry, PassResult pass) {
        long offset = entry.offset;
        List<Run> runs = pass.chain.runs();
        Run covering = pass.chain.covering(offset);
        Run run = covering == null ? runs.get(runs.size() - 1) : covering;
        findings.add(
                LostWrite.KIND,
                entry.invokeNanos,
                key.sequence(),
                () -> new LostWrite(
                        send(key),
                        covering == null ? lookup.startOf(runs.get(0)) : lookup.before(run, offset),
                        covering == null ? lookup.endOf(run) : lookup.after(run, offset)));
    }

    private void skipped(MessageKey key, long offset, long invokeNanos, Run run) {
        findings.add(PollSkip.KIND, invokeNanos, key.sequence(), () -> {
            Event known = lookup.delivery(
                            partition, offset, delivery -> delivery.message().equals(id(key)))
                    .map(Event.class::cast)
                    .orElseGet(() -> send(key));
            return new PollSkip(known, lookup.before(run, offset), lookup.after(run, offset));
        });
    }

    /** A message without an acknowledgement that one chain of a scope was handed and another passed. */
    private void skippedUnacknowledged(List<PassResult> passes) {
        for (PassResult pass : passes) {
            pass.unacknowledged.forEach((key, offset) -> {
                for (PassResult other : passes) {
                    Run run = other == pass ? null : other.chain.covering(offset);
                    if (run != null
                            && !offset.equals(other.unacknowledged.get(key))
                            && lookup.delivery(partition, offset, d -> d.consumer() == run.consumer)
                                    .isEmpty()
                            && isOutsideTransactions(key)) {
                        skipped(key, offset, send(key).timeNanos(), run);
                    }
                }
            });
        }
    }

    private boolean isOutsideTransactions(MessageKey key) {
        return send(key).transaction() < 0;
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
