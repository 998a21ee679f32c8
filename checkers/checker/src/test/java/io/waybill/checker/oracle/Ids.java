package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the names of a text their dense ids, in the order in which they are first met. */
final class Ids {

    private static final Pattern NUMBERED = Pattern.compile("(\\w+)#(\\d+)");

    private final Map<String, Event.PartitionDefined> partitions = new LinkedHashMap<>();
    private final Map<String, Event.SessionDefined> sessions = new LinkedHashMap<>();
    private final Map<String, Event.ConsumerDefined> consumers = new LinkedHashMap<>();
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final Map<String, Integer> transactions = new LinkedHashMap<>();
    private final Map<String, Integer> faults = new LinkedHashMap<>();
    private final Map<String, MessageId> messages = new LinkedHashMap<>();
    private final Map<String, Long> nextSequence = new HashMap<>();

    int partition(String name) {
        Event.PartitionDefined known = partitions.get(name);
        if (known != null) {
            return known.id();
        }
        int dash = name.lastIndexOf('-');
        boolean log = dash > 0 && name.substring(dash + 1).matches("\\d+");
        if (!log) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no partition: expected topic-number, or a queue declared by \"queue NAME\"");
        }
        int number = Integer.parseInt(name.substring(dash + 1));
        return define(name, name.substring(0, dash), number, Event.PartitionKind.LOG);
    }

    int queue(String name) {
        return define(name, name, 0, Event.PartitionKind.QUEUE);
    }

    private int define(String name, String topic, int number, Event.PartitionKind kind) {
        partitions.put(name, new Event.PartitionDefined(partitions.size(), topic, number, kind));
        return partitions.size() - 1;
    }

    int session(String name) {
        Event.SessionDefined known = sessions.get(name);
        return known != null ? known.id() : session(name, true, Event.Acks.ALL, 5, null, 0, 0, 0);
    }

    int session(
            String name,
            boolean idempotent,
            Event.Acks acks,
            int maxInFlight,
            @Nullable String transactionalId,
            int epoch,
            long invokeNanos,
            long completeNanos) {
        if (sessions.containsKey(name)) {
            throw new IllegalArgumentException("session " + name + " is declared after it was used, or twice");
        }
        int id = sessions.size();
        sessions.put(
                name,
                new Event.SessionDefined(
                        id, name, idempotent, acks, maxInFlight, transactionalId, epoch, invokeNanos, completeNanos));
        return id;
    }

    /** Says when a session was initialized. */
    void initialized(String session, long invokeNanos, long completeNanos) {
        sessions.computeIfPresent(
                session,
                (name, e) -> new Event.SessionDefined(
                        e.id(),
                        name,
                        e.idempotent(),
                        e.acks(),
                        e.maxInFlight(),
                        e.transactionalId(),
                        e.epoch(),
                        invokeNanos,
                        completeNanos));
    }

    int consumer(String name) {
        Event.ConsumerDefined known = consumers.get(name);
        return known != null ? known.id() : consumer(name, "all", Event.Isolation.READ_UNCOMMITTED);
    }

    int consumer(String name, String scope, Event.Isolation isolation) {
        Event.ConsumerDefined known = consumers.get(name);
        if (known != null && !known.scope().equals(scope)) {
            throw new IllegalArgumentException("consumer " + name + " is in scope " + known.scope()
                    + ", and cannot be in " + scope + " as well: say so where it is first named");
        }
        if (known == null) {
            consumers.put(name, new Event.ConsumerDefined(consumers.size(), name, scope, isolation, 0));
        }
        return consumers.get(name).id();
    }

    int key(String name) {
        return keys.computeIfAbsent(name, key -> keys.size());
    }

    int transaction(String name) {
        return transactions.computeIfAbsent(name, transaction -> transactions.size());
    }

    int fault(String name) {
        return faults.computeIfAbsent(name, fault -> faults.size());
    }

    /** A send introduces its message: the next one of its session and partition, or {@code p1#7} where it says so. */
    void introduce(String message, String session, String partition) {
        int sessionId = session(session);
        int partitionId = partition(partition);
        if (!NUMBERED.matcher(message).matches() && messages.containsKey(message)) {
            throw new IllegalArgumentException("message " + message + " is sent twice: a second send is a message of"
                    + " its own and needs a name of its own");
        }
        long sequence = nextSequence.merge(session + "/" + partition, 1L, Long::sum) - 1;
        if (!NUMBERED.matcher(message).matches()) {
            messages.put(message, new MessageId(sessionId, partitionId, sequence));
        }
    }

    /** Returns the message that a partition's reader means by a name; one that nobody sends is a ghost of p1. */
    MessageId message(String name, int partition) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return new MessageId(session(numbered.group(1)), partition, Long.parseLong(numbered.group(2)));
        }
        return switch (name) {
            case "foreign" -> new MessageId(MessageId.FOREIGN, partition, 0);
            case "corrupt" -> new MessageId(MessageId.CORRUPT, partition, 0);
            case "misplaced" -> new MessageId(MessageId.MISPLACED, partition, 0);
            default -> messages.computeIfAbsent(name, ghost -> ghost(partition));
        };
    }

    private MessageId ghost(int partition) {
        String session =
                sessions.isEmpty() ? "p1" : sessions.keySet().iterator().next();
        String place = session + "/" + partitionName(partition);
        return new MessageId(session(session), partition, nextSequence.merge(place, 1L, Long::sum) - 1);
    }

    private String partitionName(int id) {
        return partitions.values().stream()
                .filter(partition -> partition.id() == id)
                .map(Event.PartitionDefined::name)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what says what the ids mean; it goes before everything else. */
    List<Event> definitions() {
        List<Event> all = new ArrayList<>();
        all.addAll(partitions.values());
        all.addAll(sessions.values());
        all.addAll(consumers.values());
        keys.forEach((name, id) -> all.add(new Event.KeyNamed(id, name)));
        messages.forEach((name, id) -> all.add(new Event.MessageNamed(id, name)));
        return all;
    }
}
