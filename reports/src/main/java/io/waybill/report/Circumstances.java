package io.waybill.report;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a history knows besides the operations that prove: the faults, the dangerous moments, and what the brokers said
 * of themselves.
 *
 * @param faults in the order of their times
 * @param moments of the partitions that matter, in the order of their times
 * @param facts of the partitions that matter, in the order of their times, without repetitions
 */
public record Circumstances(
        List<Judgement.FaultInterval> faults, List<Event.MomentHit> moments, List<Event.BrokerFact> facts) {

    /** Nothing is known. */
    public static final Circumstances NONE = new Circumstances(List.of(), List.of(), List.of());

    public Circumstances {
        faults = List.copyOf(faults);
        moments = List.copyOf(moments);
        facts = List.copyOf(facts);
    }

    /**
     * Reads what is needed to tell the stories of a judgement, and gives the messages in them the names that people
     * know them by. Reads nothing where there is no story.
     */
    public static Circumstances of(Judgement judgement, HistoryReader history) {
        Set<MessageId> messages = new HashSet<>();
        Set<Integer> partitions = new HashSet<>();
        judgement.anomalies().stream()
                .flatMap(group -> group.witnesses().stream())
                .map(Anomaly::proof)
                .flatMap(List::stream)
                .map(Step::event)
                .forEach(event -> note(event, messages, partitions));
        return read(judgement, history, messages, partitions);
    }

    private static void note(Event event, Set<MessageId> messages, Set<Integer> partitions) {
        if (event instanceof Event.Send send) {
            messages.add(send.message());
            partitions.add(send.message().partition());
        } else if (event instanceof Event.Delivery delivery) {
            messages.add(delivery.message());
            partitions.add(delivery.partition());
        } else if (event instanceof Event.Settlement settlement) {
            messages.add(settlement.message());
            partitions.add(settlement.message().partition());
        } else if (event instanceof Event.Positioned positioned) {
            partitions.add(positioned.partition());
        }
    }

    /** Reads what is known about some messages and partitions. */
    static Circumstances read(
            Judgement judgement, HistoryReader history, Set<MessageId> messages, Set<Integer> partitions) {
        if (messages.isEmpty() && partitions.isEmpty()) {
            return new Circumstances(judgement.faults(), List.of(), List.of());
        }
        Names names = judgement.names();
        List<Event.MomentHit> moments = new ArrayList<>();
        List<Event.BrokerFact> facts = new ArrayList<>();
        history.eachEvent(event -> {
            if (event instanceof Event.MessageNamed named && messages.contains(named.message())) {
                names.name(named.message(), named.name());
            } else if (event instanceof Event.BrokerFact fact
                    && (fact.partition() == Event.NONE || partitions.contains(fact.partition()))) {
                facts.add(fact);
            } else if (event instanceof Event.MomentHit moment) {
                moments.add(moment);
            }
        });
        // What a moment was of stands in its words; the names of partitions are all known by now.
        moments.removeIf(moment ->
                partitions.stream().map(names::partition).noneMatch(name -> isNamedIn(moment.detail(), name)));
        moments.sort(Comparator.comparingLong(Event.MomentHit::timeNanos));
        facts.sort(Comparator.comparingLong(Event.BrokerFact::timeNanos));
        return new Circumstances(judgement.faults(), moments, withoutRepetitions(facts));
    }

    /** The name of {@code orders-1} is not in {@code orders-10}. */
    private static boolean isNamedIn(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            if (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))) {
                return true;
            }
            at = text.indexOf(name, end);
        }
        return false;
    }

    /** Whoever polls an administrator's interface is told the same again and again. */
    private static List<Event.BrokerFact> withoutRepetitions(List<Event.BrokerFact> facts) {
        List<Event.BrokerFact> changes = new ArrayList<>();
        for (Event.BrokerFact fact : facts) {
            boolean repeated = false;
            for (int i = changes.size() - 1; i >= 0; i--) {
                Event.BrokerFact earlier = changes.get(i);
                if (isAboutTheSame(earlier, fact)) {
                    repeated = saysTheSame(earlier, fact);
                    break;
                }
            }
            if (!repeated) {
                changes.add(fact);
            }
        }
        return changes;
    }

    private static boolean isAboutTheSame(Event.BrokerFact a, Event.BrokerFact b) {
        boolean perNode = a.kind() == Event.FactKind.NODE_UP || a.kind() == Event.FactKind.NODE_DOWN;
        boolean sameKind = a.kind() == b.kind()
                || (perNode && (b.kind() == Event.FactKind.NODE_UP || b.kind() == Event.FactKind.NODE_DOWN));
        return sameKind && a.partition() == b.partition() && (!perNode || a.node() == b.node());
    }

    private static boolean saysTheSame(Event.BrokerFact a, Event.BrokerFact b) {
        return a.kind() == b.kind()
                && a.node() == b.node()
                && a.epoch() == b.epoch()
                && a.offset() == b.offset()
                && Set.copyOf(a.nodes()).equals(Set.copyOf(b.nodes()));
    }
}
