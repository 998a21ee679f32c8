package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.HashMap;
import java.util.Map;

/** What the ids of a history stand for, for whoever writes sentences. An id without a definition is shown as it is. */
public final class Names {

    private final Map<Integer, Event.PartitionDefined> partitions = new HashMap<>();
    private final Map<Integer, Event.SessionDefined> sessions = new HashMap<>();
    private final Map<Integer, Event.ConsumerDefined> consumers = new HashMap<>();
    private final Map<Integer, String> keys = new HashMap<>();
    private final Map<MessageId, String> messages = new HashMap<>();

    /** Takes note of what an event defines, if it does. Messages are left to {@link #name}: there may be millions. */
    public void define(Event event) {
        if (event instanceof Event.PartitionDefined e) {
            partitions.put(e.id(), e);
        } else if (event instanceof Event.SessionDefined e) {
            sessions.put(e.id(), e);
        } else if (event instanceof Event.ConsumerDefined e) {
            consumers.put(e.id(), e);
        } else if (event instanceof Event.KeyNamed e) {
            keys.put(e.key(), e.name());
        }
    }

    /** Gives a message the name that people know it by. */
    public void name(MessageId message, String name) {
        messages.put(message, name);
    }

    /** Returns a partition's name: {@code orders-3}. */
    public String partition(int id) {
        Event.PartitionDefined defined = partitions.get(id);
        return defined == null ? "partition " + id : defined.name();
    }

    /** Returns a producer session's name: {@code p2}. */
    public String session(int id) {
        Event.SessionDefined defined = sessions.get(id);
        return defined == null ? "session " + id : defined.name();
    }

    /** Returns a consumer's name: {@code c1}. */
    public String consumer(int id) {
        Event.ConsumerDefined defined = consumers.get(id);
        return defined == null ? "consumer " + id : defined.name();
    }

    /** Returns the scope of a consumer: {@code billing}. */
    public String scope(int consumer) {
        Event.ConsumerDefined defined = consumers.get(consumer);
        return defined == null ? "consumer " + consumer : defined.scope();
    }

    /** Returns a key's name. */
    public String key(int id) {
        return keys.getOrDefault(id, "key " + id);
    }

    /** Returns a message's own name, or one made of its session's name and its sequence: {@code p2#8842}. */
    public String message(MessageId id) {
        String own = messages.get(id);
        if (own != null) {
            return own;
        }
        return switch (id.session()) {
            case MessageId.FOREIGN -> "a foreign record";
            case MessageId.CORRUPT -> "a corrupt record";
            case MessageId.MISPLACED -> "a record of another partition";
            default -> session(id.session()) + "#" + id.sequence();
        };
    }

    /** Returns the partitions by id. */
    public Map<Integer, Event.PartitionDefined> partitions() {
        return Map.copyOf(partitions);
    }

    /** Returns the sessions by id. */
    public Map<Integer, Event.SessionDefined> sessions() {
        return Map.copyOf(sessions);
    }

    /** Returns the consumers by id. */
    public Map<Integer, Event.ConsumerDefined> consumers() {
        return Map.copyOf(consumers);
    }
}
