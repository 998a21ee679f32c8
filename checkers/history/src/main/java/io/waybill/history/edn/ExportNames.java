package io.waybill.history.edn;

import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.HashMap;
import java.util.Map;

/** What ids are called in operation maps. */
final class ExportNames {

    private final Map<Integer, String> keys = new HashMap<>();
    private final Map<Integer, String> sessions = new HashMap<>();
    private final Map<Integer, String> consumers = new HashMap<>();
    private final Map<MessageId, String> messages = new HashMap<>();
    private int sessionCount;

    /** Whether a message without a name is called by its sequence: where values were imported. */
    private boolean imported;

    private ExportNames() {}

    static ExportNames of(HistoryReader history) {
        ExportNames names = new ExportNames();
        history.eachEvent(names::learn);
        return names;
    }

    private void learn(Event event) {
        if (event instanceof Event.PartitionDefined e) {
            if (e.kind() == Event.PartitionKind.QUEUE) {
                throw new IllegalArgumentException("queue " + e.topic()
                        + " has no place among the operations of Jepsen's Kafka workload: export as jsonl");
            }
            keys.put(e.id(), e.topic().equals(Keys.TOPIC) ? Integer.toString(e.number()) : quoted(e.name()));
        } else if (event instanceof Event.SessionDefined e) {
            sessions.put(e.id(), e.name());
            sessionCount = Math.max(sessionCount, e.id() + 1);
        } else if (event instanceof Event.ConsumerDefined e) {
            consumers.put(e.id(), e.name());
        } else if (event instanceof Event.MessageNamed e) {
            messages.put(e.message(), value(e.name()));
        } else if (event instanceof Event.Attribute e) {
            imported |= e.name().equals(Attributes.IMPORTED_FROM);
        }
    }

    String key(int partition) {
        return keys.getOrDefault(partition, "\"undefined-" + partition + "\"");
    }

    String session(int id) {
        return sessions.getOrDefault(id, "undefined-" + id);
    }

    String consumer(int id) {
        return consumers.getOrDefault(id, "undefined-" + id);
    }

    /** Returns a value that no other message of the partition has. */
    String message(MessageId id) {
        if (!id.isOurs()) {
            return quoted(id.toString());
        }
        String name = messages.get(id);
        if (name != null) {
            return name;
        }
        // Sequences count from 0 in each session: interleaved they differ.
        return Long.toString(imported ? id.sequence() : id.sequence() * sessionCount + id.session());
    }

    private static String value(String name) {
        return name.matches("0|-?[1-9][0-9]{0,17}") ? name : quoted(name);
    }

    /** Returns a text as EDN writes it. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\0' -> out.append("\\u0000");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
