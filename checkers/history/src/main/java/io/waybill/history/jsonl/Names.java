package io.waybill.history.jsonl;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ids of a history are called in its lines. A process is called by its name where no other has the same. */
final class Names {

    private final Map<Integer, Event.PartitionDefined> partitions = new HashMap<>();
    private final Map<Integer, String> sessions = new HashMap<>();
    private final Map<Integer, String> consumers = new HashMap<>();
    private final Map<Integer, String> keys = new HashMap<>();
    private final Map<MessageId, String> messages = new LinkedHashMap<>();
    private final Set<String> sessionNames = new HashSet<>();
    private final Set<String> consumerNames = new HashSet<>();
    private final Set<String> keyNames = new HashSet<>();

    private Names() {}

    static Names of(HistoryReader history) {
        Names names = new Names();
        history.eachEvent(names::learn);
        return names;
    }

    private void learn(Event event) {
        if (event instanceof Event.PartitionDefined e) {
            partitions.put(e.id(), e);
        } else if (event instanceof Event.SessionDefined e) {
            sessions.put(e.id(), unique(sessionNames, e.name(), e.id()));
        } else if (event instanceof Event.ConsumerDefined e) {
            consumers.put(e.id(), unique(consumerNames, e.name(), e.id()));
        } else if (event instanceof Event.KeyNamed e) {
            keys.put(e.key(), unique(keyNames, e.name(), e.key()));
        } else if (event instanceof Event.MessageNamed e) {
            messages.put(e.message(), e.name());
        }
    }

    private static String unique(Set<String> taken, String name, int id) {
        String candidate = name;
        for (int i = id; !taken.add(candidate); i++) {
            candidate = name + "#" + i;
        }
        return candidate;
    }

    Event.PartitionDefined partition(int id) {
        Event.PartitionDefined partition = partitions.get(id);
        return partition != null ? partition : new Event.PartitionDefined(id, "undefined", id, Event.PartitionKind.LOG);
    }

    String session(int id) {
        return sessions.computeIfAbsent(id, i -> unique(sessionNames, "undefined-" + i, i));
    }

    String consumer(int id) {
        return consumers.computeIfAbsent(id, i -> unique(consumerNames, "undefined-" + i, i));
    }

    String key(int id) {
        return keys.computeIfAbsent(id, i -> unique(keyNames, "undefined-" + i, i));
    }

    @Nullable
    String message(MessageId id) {
        return messages.isEmpty() ? null : messages.get(id);
    }

    /** Says that a message's name was written. */
    void told(MessageId id) {
        messages.remove(id);
    }

    /** Returns the names that were not written. */
    Map<MessageId, String> untold() {
        return messages;
    }
}
