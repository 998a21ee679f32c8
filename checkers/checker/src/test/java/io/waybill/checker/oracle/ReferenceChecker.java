package io.waybill.checker.oracle;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
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
import io.waybill.checker.finding.Obligations;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The definitions, written down as they are read: every anomaly of logs is looked for in all events, without an index,
 * an order or a shortcut. Slow on purpose; what it says of a small history is what the fast checker must say.
 */
final class ReferenceChecker {

    /**
     * What a history says.
     *
     * @param found for each anomaly its occurrences, each as the message or place that it is about
     * @param verdicts {@code holds}, {@code violated} or {@code unknown} of each claim about logs
     */
    record Result(Map<String, List<String>> found, Map<String, Obligations> obligations, Map<Claim, String> verdicts) {

        /** Returns how often each anomaly occurs that occurs at all. */
        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            found.forEach((id, places) -> counts.put(id, (long) places.size()));
            return counts;
        }
    }

    /** The anomalies of logs: what this checker judges. */
    static final List<AnomalyKind> KINDS = List.of(
            LostWrite.KIND,
            DuplicateAppend.KIND,
            RetriedDuplicate.KIND,
            DuplicateDelivery.KIND,
            PhantomRead.KIND,
            CorruptRead.KIND,
            ReadBeforeSend.KIND,
            InconsistentOffset.KIND,
            AbortedRead.KIND,
            NonmonotonicPoll.KIND,
            PollSkip.KIND,
            Reordered.KIND,
            RetriedReorder.KIND,
            AppendedOutOfTime.KIND);

    private final Facts facts;
    private final Map<String, List<String>> found = new TreeMap<>();
    private final Map<String, Obligations> obligations = new TreeMap<>();

    private ReferenceChecker(List<Event> events) {
        facts = new Facts(events);
    }

    /** Judges a history by the definitions; {@code named} are the claims that were asked for by name. */
    static Result judge(List<Event> events, Set<Claim> named) {
        ReferenceChecker checker = new ReferenceChecker(events);
        checker.integrity();
        checker.facts.scopes().forEach(checker::obligationsOf);
        checker.appendedTwice();
        checker.offsets();
        checker.facts.readings().forEach(checker::polls);
        checker.order();
        return new Result(checker.found, checker.obligations, checker.verdicts(named));
    }

    private void report(AnomalyKind kind, Object place) {
        found.computeIfAbsent(kind.id(), none -> new ArrayList<>()).add(String.valueOf(place));
    }

    /** Phantom, corrupt, early and aborted reads: once for each delivery that contradicts. */
    private void integrity() {
        for (Event.Delivery delivery : facts.deliveries()) {
            MessageId message = delivery.message();
            int session = message.session();
            if (session == MessageId.CORRUPT || session == MessageId.MISPLACED) {
                report(CorruptRead.KIND, place(delivery.partition(), delivery.offset()));
            }
            if (!message.isOurs()) {
                continue;
            }
            Event.Send send = facts.send(message);
            if (send == null) {
                if (!facts.maySendBeMissing(message)) {
                    report(PhantomRead.KIND, message);
                }
                continue;
            }
            if (delivery.completeNanos() < send.timeNanos()) {
                report(ReadBeforeSend.KIND, message);
            }
            boolean hidden = facts.isAborted(send.transaction()) && facts.readsCommitted(delivery.consumer());
            if (send.outcome().isFail() || hidden) {
                report(AbortedRead.KIND, message);
            }
        }
    }

    /** Where each acknowledged message of the logs that a scope read ended; the lost ones once per scope. */
    private void obligationsOf(String scope) {
        long[] states = new long[4];
        for (Event.Send send : facts.sends()) {
            if (facts.isAcknowledged(send)
                    && facts.scopeReads(scope, send.message().partition())) {
                int state = state(scope, send);
                states[state]++;
                if (state == 1) {
                    // Of a transaction, that it was torn says it of the transaction as a whole.
                    if (send.transaction() == Event.NONE) {
                        report(LostWrite.KIND, scope + " " + send.message());
                    }
                }
            }
        }
        long all = states[0] + states[1] + states[2] + states[3];
        if (all > 0) {
            obligations.put(scope, new Obligations(scope, all, states[0], states[1], states[2], states[3]));
        }
    }

    /** 0 discharged, 1 violated, 2 open, 3 excused. */
    private int state(String scope, Event.Send send) {
        int partition = send.message().partition();
        if (facts.deliveriesTo(scope, partition).anyMatch(each -> each.message().equals(send.message()))) {
            return 0;
        }
        // What is sent in a transaction is promised only by its commit.
        if (facts.isNotCertainlyCommitted(send.transaction())) {
            return 3;
        }
        if (send.offset() < 0) {
            return 2;
        }
        if (send.offset() < facts.logStart(partition)) {
            return 3;
        }
        // What stands there is damaged: it may be this very message.
        boolean damaged = facts.deliveriesTo(scope, partition)
                .anyMatch(
                        each -> each.offset() == send.offset() && each.message().session() == MessageId.CORRUPT);
        return !damaged && facts.isPassed(scope, partition, send.offset()) ? 1 : 2;
    }

    /** Once for each offset beyond a message's first. */
    private void appendedTwice() {
        for (Event.Send send : facts.sends()) {
            Set<Long> offsets = facts.offsetsOf(send.message());
            AnomalyKind kind =
                    facts.isIdempotent(send.message().session(), true) ? DuplicateAppend.KIND : RetriedDuplicate.KIND;
            for (int extra = 1; extra < offsets.size(); extra++) {
                report(kind, send.message());
            }
        }
    }

    private void offsets() {
        for (Event.Send send : facts.sends()) {
            Set<Long> offsets = facts.offsetsOf(send.message());
            boolean elsewhere = !offsets.isEmpty() && !offsets.contains(send.offset());
            if (facts.isAcknowledged(send)
                    && send.offset() >= 0
                    && elsewhere
                    && isCertainlyNotWhereAcknowledged(send)) {
                report(InconsistentOffset.KIND, send.message());
            }
        }
        Map<String, Set<MessageId>> at = new LinkedHashMap<>();
        for (Event.Delivery delivery : facts.logDeliveries()) {
            if (delivery.message().isOurs()) {
                at.computeIfAbsent(place(delivery.partition(), delivery.offset()), none -> new java.util.HashSet<>())
                        .add(delivery.message());
            }
        }
        Map<String, Set<MessageId>> unread = new LinkedHashMap<>();
        for (Event.Send send : facts.sends()) {
            boolean acknowledged = facts.isAcknowledged(send) && send.offset() >= 0;
            int partition = send.message().partition();
            boolean seen = !facts.offsetsOf(send.message()).isEmpty()
                    || facts.scopes().stream().anyMatch(scope -> facts.isCovered(scope, partition, send.offset()));
            if (acknowledged && !seen && facts.isLog(send.message().partition())) {
                unread.computeIfAbsent(
                                place(send.message().partition(), send.offset()), none -> new java.util.HashSet<>())
                        .add(send.message());
            }
        }
        for (Map<String, Set<MessageId>> observed : List.of(at, unread)) {
            observed.forEach((place, messages) -> {
                for (int extra = 1; extra < messages.size(); extra++) {
                    report(InconsistentOffset.KIND, place);
                }
            });
        }
    }

    /** A retry may have put a second copy where nobody looked, unless the session is idempotent. */
    private boolean isCertainlyNotWhereAcknowledged(Event.Send send) {
        int partition = send.message().partition();
        boolean damaged = facts.logDeliveries().stream()
                .anyMatch(each -> each.partition() == partition
                        && each.offset() == send.offset()
                        && each.message().session() == MessageId.CORRUPT);
        boolean lookedAt = send.offset() >= facts.logStart(partition)
                && facts.scopes().stream().anyMatch(scope -> facts.isPassed(scope, partition, send.offset()));
        return !damaged && (lookedAt || facts.isIdempotent(send.message().session(), true));
    }

    private void polls(Reading reading) {
        Event.Delivery before = null;
        for (int at = 0; at < reading.deliveries().size(); at++) {
            Event.Delivery delivery = reading.deliveries().get(at);
            boolean again = delivery.message().isOurs()
                    && reading.deliveries().subList(0, at).stream()
                            .anyMatch(each -> each.offset() == delivery.offset()
                                    && each.message().equals(delivery.message()));
            if (again) {
                report(DuplicateDelivery.KIND, delivery.message());
            } else if (before != null && delivery.offset() <= before.offset()) {
                report(NonmonotonicPoll.KIND, place(delivery.partition(), delivery.offset()));
            }
            before = delivery;
        }
        skips(reading);
    }

    /** Once for each run and offset. */
    private void skips(Reading reading) {
        String scope = facts.scope(reading.consumer());
        Set<Long> skipped = new TreeSet<>();
        for (Event.Delivery known :
                facts.deliveriesTo(scope, reading.partition()).toList()) {
            Event.Send send = facts.send(known.message());
            // What was never sent, or failed, or was not certainly committed need not be handed to everybody.
            boolean hidden = send == null
                    || send.outcome().isFail()
                    || (facts.readsCommitted(reading.consumer()) && facts.isNotCertainlyCommitted(send.transaction()));
            boolean handed = reading.handedOut(known.offset())
                    || reading.deliveries().stream()
                            .anyMatch(each -> each.message().equals(known.message()));
            if (known.message().isOurs()
                    && !hidden
                    && !handed
                    && known.offset() >= facts.logStart(reading.partition())
                    && reading.wentOver(known.offset())) {
                skipped.add(known.offset());
            }
        }
        skipped.forEach(offset -> report(PollSkip.KIND, place(reading.partition(), offset)));
    }

    /** Once for each message that stands behind a later one. */
    private void order() {
        for (Event.Send earlier : facts.sends()) {
            boolean promised = false;
            boolean retried = false;
            boolean outOfTime = false;
            for (Event.Send later : facts.sends()) {
                if (standsBehind(earlier, later)) {
                    boolean oneSession =
                            earlier.message().session() == later.message().session();
                    promised |= oneSession && isOrderPromised(earlier, later);
                    retried |= oneSession && mayARetryOvertake(earlier, later);
                    outOfTime |= !oneSession && isAcknowledgedBefore(earlier, later);
                }
            }
            if (promised) {
                report(Reordered.KIND, earlier.message());
            } else if (retried) {
                report(RetriedReorder.KIND, earlier.message());
            }
            if (outOfTime) {
                report(AppendedOutOfTime.KIND, earlier.message());
            }
        }
    }

    private boolean standsBehind(Event.Send earlier, Event.Send later) {
        boolean onePlace = earlier.message().partition() == later.message().partition()
                && facts.isLog(earlier.message().partition());
        boolean otherSession = earlier.message().session() != later.message().session();
        boolean inTurn =
                otherSession || earlier.message().sequence() < later.message().sequence();
        Set<Long> ofEarlier = facts.offsetsOf(earlier.message());
        Set<Long> ofLater = facts.offsetsOf(later.message());
        if (!onePlace || !inTurn || ofEarlier.isEmpty() || ofLater.isEmpty()) {
            return false;
        }
        if (earlier.outcome().isFail() || later.outcome().isFail()) {
            return false;
        }
        if (isElsewhere(earlier, ofEarlier) || isElsewhere(later, ofLater)) {
            return false;
        }
        long earliest = ofEarlier.iterator().next();
        // Of a session that is not idempotent, the first copy may be the one that was acknowledged and nobody read.
        if (!facts.isIdempotent(earlier.message().session(), false) && facts.isAcknowledged(earlier)) {
            earliest = Math.min(earliest, earlier.offset());
        }
        return ofLater.iterator().next() < earliest;
    }

    /** What does not stand where it was acknowledged is reported as that, and not as being out of order too. */
    private boolean isElsewhere(Event.Send send, Set<Long> offsets) {
        return facts.isAcknowledged(send)
                && send.offset() >= 0
                && offsets.iterator().next() != send.offset();
    }

    private boolean isOrderPromised(Event.Send earlier, Event.Send later) {
        if (facts.isIdempotent(earlier.message().session(), false)) {
            return true;
        }
        boolean bothAcknowledged = facts.isAcknowledged(earlier) && facts.isAcknowledged(later);
        boolean inTurn =
                facts.maxInFlight(earlier.message().session()) == 1 || earlier.completeNanos() < later.timeNanos();
        return bothAcknowledged && inTurn;
    }

    /** What is indeterminate may come late, and nobody promised otherwise. */
    private boolean mayARetryOvertake(Event.Send earlier, Event.Send later) {
        return facts.isAcknowledged(earlier)
                && facts.isAcknowledged(later)
                && !facts.isIdempotent(earlier.message().session(), false)
                && facts.maxInFlight(earlier.message().session()) != 1;
    }

    private boolean isAcknowledgedBefore(Event.Send earlier, Event.Send later) {
        return facts.isAcknowledged(earlier) && earlier.completeNanos() < later.timeNanos();
    }

    private static String place(int partition, long offset) {
        return partition + "@" + offset;
    }

    // ---- verdicts ----------------------------------------------------------------------------------------------

    private Map<Claim, String> verdicts(Set<Claim> named) {
        Map<Claim, String> verdicts = new TreeMap<>();
        for (Claim claim : Claim.values()) {
            List<AnomalyKind> kinds = ClaimCatalogue.brokenBy(claim);
            if (!kinds.isEmpty() && KINDS.contains(kinds.get(0))) {
                verdicts.put(claim, verdict(claim, named.contains(claim)));
            }
        }
        return verdicts;
    }

    private String verdict(Claim claim, boolean named) {
        Set<String> breaking =
                ClaimCatalogue.brokenBy(claim).stream().map(AnomalyKind::id).collect(Collectors.toSet());
        if (named) {
            ClaimCatalogue.brokenByIfNamed(claim).forEach(kind -> breaking.add(kind.id()));
        }
        if (found.keySet().stream().anyMatch(breaking::contains)) {
            return "violated";
        }
        boolean delivery = claim == Claim.AT_LEAST_ONCE || claim == Claim.EXACTLY_ONCE;
        if (!delivery) {
            return facts.logDeliveries().isEmpty() ? "unknown" : "holds";
        }
        long discharged =
                obligations.values().stream().mapToLong(Obligations::discharged).sum();
        long open = obligations.values().stream().mapToLong(Obligations::open).sum();
        if (obligations.values().stream().anyMatch(each -> each.violated() > 0)) {
            return "violated";
        }
        boolean unread = facts.sends().stream()
                .filter(facts::isAcknowledged)
                .anyMatch(send -> facts.scopes().stream()
                        .noneMatch(
                                scope -> facts.scopeReads(scope, send.message().partition())));
        return discharged > 0 && open == 0 && !unread && !facts.isTorn() ? "holds" : "unknown";
    }
}
