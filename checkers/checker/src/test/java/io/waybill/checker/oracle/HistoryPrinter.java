package io.waybill.checker.oracle;

import io.waybill.checker.anomaly.Names;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes events of logs in the notation that {@link HistoryText} reads: what it prints is read to the same events. */
final class HistoryPrinter {

    private final Names names = new Names();

    private HistoryPrinter(List<Event> events) {
        events.forEach(names::define);
    }

    static String print(List<Event> events) {
        HistoryPrinter printer = new HistoryPrinter(events);
        String body = events.stream()
                .filter(event -> !(event instanceof Event.Closed || event instanceof Event.MessageNamed))
                .map(printer::line)
                .collect(Collectors.joining("\n"));
        boolean torn = events.stream().noneMatch(Event.Closed.class::isInstance);
        return "nothing is implied\n" + (torn ? "history is torn\n" : "") + body + "\n";
    }

    private String line(Event event) {
        if (event instanceof Event.PartitionDefined e) {
            return "partition " + e.name();
        }
        if (event instanceof Event.SessionDefined e) {
            String acks = e.acks() == Event.Acks.LEADER ? "1" : e.acks() == Event.Acks.NONE ? "0" : "all";
            String transactional =
                    e.transactionalId() == null ? "" : ", transactional " + e.transactionalId() + " epoch " + e.epoch();
            return "session " + e.name() + ": " + (e.idempotent() ? "" : "not idempotent, ") + "acks " + acks
                    + ", in flight " + e.maxInFlight() + transactional;
        }
        if (event instanceof Event.ConsumerDefined e) {
            return "consumer " + e.name() + ": scope " + e.scope()
                    + (e.isolation() == Event.Isolation.READ_COMMITTED ? ", read committed" : "");
        }
        if (event instanceof Event.Attribute e) {
            return "attribute " + e.name() + ": " + e.value();
        }
        return operation(event);
    }

    private String operation(Event event) {
        if (event instanceof Event.Send e) {
            return at(e.timeNanos(), e.completeNanos())
                    + names.session(e.message().session()) + " sends "
                    + name(e.message()) + (e.transaction() < 0 ? "" : " in t" + e.transaction()) + " to "
                    + names.partition(e.message().partition()) + ": " + outcome(e.outcome())
                    + (e.offset() < 0 ? "" : " @" + e.offset());
        }
        if (event instanceof Event.Reservation e) {
            return at(e.timeNanos()) + names.session(e.session()) + " reserves " + e.limit() + " of "
                    + names.partition(e.partition());
        }
        if (event instanceof Event.TransactionBegun e) {
            return at(e.timeNanos()) + names.session(e.session()) + " begins t" + e.transaction();
        }
        if (event instanceof Event.TransactionEnded e) {
            // Which session asked for the end is not recorded with it.
            return at(e.timeNanos(), e.completeNanos()) + "p0 " + (e.commit() ? "commits t" : "aborts t")
                    + e.transaction() + ": " + outcome(e.outcome());
        }
        if (event instanceof Event.BrokerFact e) {
            String what = e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return at(e.timeNanos()) + "fact " + what + " of " + names.partition(e.partition()) + ": " + e.offset();
        }
        return consuming(event);
    }

    private String consuming(Event event) {
        if (event instanceof Event.Delivery e) {
            String misplaced = e.message().isOurs() && e.message().partition() != e.partition() ? "misplaced" : "";
            return at(e.timeNanos(), e.completeNanos()) + names.consumer(e.consumer()) + " polls "
                    + names.partition(e.partition()) + ": @" + e.offset() + " "
                    + (misplaced.isEmpty() ? name(e.message()) : misplaced);
        }
        if (event instanceof Event.Poll e) {
            return at(e.timeNanos(), e.completeNanos()) + names.consumer(e.consumer()) + " polls: "
                    + (e.outcome().isOk() ? "nothing" : outcome(e.outcome()));
        }
        if (event instanceof Event.Assigned e) {
            return at(e.timeNanos()) + names.consumer(e.consumer()) + " is assigned " + partitions(e.partitions())
                    + (e.generation() < 0 ? "" : " generation " + e.generation());
        }
        if (event instanceof Event.Revoked e) {
            return at(e.timeNanos()) + names.consumer(e.consumer()) + " is revoked " + partitions(e.partitions())
                    + (e.generation() < 0 ? "" : " generation " + e.generation());
        }
        if (event instanceof Event.Positioned e) {
            String place = names.partition(e.partition());
            String what = switch (e.reason()) {
                case START -> " starts " + place + " at ";
                case SEEK -> " seeks " + place + " to ";
                case END -> " reaches the end of " + place + " at ";
            };
            return at(e.timeNanos()) + names.consumer(e.consumer()) + what + e.offset();
        }
        if (event instanceof Event.ConsumerClosed e) {
            return at(e.timeNanos()) + names.consumer(e.consumer()) + (e.crashed() ? " crashes" : " closes");
        }
        throw new IllegalArgumentException("no notation for " + event);
    }

    private String partitions(List<Integer> ids) {
        return ids.isEmpty() ? "nothing" : ids.stream().map(names::partition).collect(Collectors.joining(", "));
    }

    private String name(MessageId message) {
        return switch (message.session()) {
            case MessageId.FOREIGN -> "foreign";
            case MessageId.CORRUPT -> "corrupt";
            case MessageId.MISPLACED -> "misplaced";
            default -> names.session(message.session()) + "#" + message.sequence();
        };
    }

    private static String outcome(Outcome outcome) {
        return outcome.word() + (outcome.reason().isEmpty() ? "" : " '" + outcome.reason() + "'");
    }

    private static String at(long time) {
        return "at " + time + " ";
    }

    private static String at(long from, long to) {
        return "at " + from + ".." + (to == Event.NEVER ? "" : to) + " ";
    }
}
