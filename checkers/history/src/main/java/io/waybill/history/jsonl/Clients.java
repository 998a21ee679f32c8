package io.waybill.history.jsonl;

import io.waybill.history.Event;
import io.waybill.history.interchange.ImportSink;
import java.util.HashMap;
import java.util.Map;

/**
 * The processes of a file. One that was never described is a producer of which nothing is known, or a consumer that
 * shares its scope with all others that were not described.
 */
final class Clients {

    /** The scope of all consumers that do not say theirs. */
    static final String COMMON_SCOPE = "all";

    private final ImportSink sink;
    private final Map<String, Integer> sessions = new HashMap<>();
    private final Map<String, Integer> consumers = new HashMap<>();

    Clients(ImportSink sink) {
        this.sink = sink;
    }

    void producer(Fields f) {
        String process = f.text("process");
        refuseKnown(f, sessions, process, "producer");
        int id = sink.nextSession();
        sessions.put(process, id);
        long invoke = f.number("invoke", 0, 0);
        sink.session(new Event.SessionDefined(
                id,
                f.textOr("name", process),
                f.flag("idempotent"),
                f.constant("acks", Event.Acks.values(), Event.Acks.UNSPECIFIED),
                f.small("max-in-flight", 0, 0),
                f.text("transactional-id", null),
                f.small("epoch", 0, 0),
                invoke,
                f.number("complete", 0, invoke)));
    }

    void consumer(Fields f) {
        String process = f.text("process");
        refuseKnown(f, consumers, process, "consumer");
        consumers.put(
                process,
                sink.consumer(
                        f.textOr("name", process),
                        f.textOr("scope", COMMON_SCOPE),
                        f.constant("isolation", Event.Isolation.values(), Event.Isolation.READ_UNCOMMITTED),
                        f.number("time", 0, 0)));
    }

    private static void refuseKnown(Fields f, Map<String, Integer> known, String process, String what) {
        if (known.containsKey(process)) {
            throw f.wrong(
                    "process",
                    what + " " + process + " is known already: describe it once, before its first operation");
        }
    }

    int session(String process) {
        return sessions.computeIfAbsent(process, name -> {
            int id = sink.nextSession();
            sink.session(new Event.SessionDefined(id, name, false, Event.Acks.UNSPECIFIED, 0, null, 0, 0, 0));
            return id;
        });
    }

    int consumer(String process) {
        return consumers.computeIfAbsent(
                process, name -> sink.consumer(name, COMMON_SCOPE, Event.Isolation.READ_UNCOMMITTED, 0));
    }
}
