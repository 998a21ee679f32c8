package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.interchange.ImportSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the nemesis did, as faults.
 *
 * <p>It writes each operation twice, when it begins and when it is done, both as {@code :info}. {@code :start-x} begins
 * and {@code :stop-x} ends a fault {@code x}; {@code :kill} and {@code :pause} end with {@code :start} and
 * {@code :resume}; a {@code :start} that nothing was killed before begins a fault that {@code :stop} ends. What is none
 * of these is a fault that ends when it is done: whoever reads the report sees that something was done then.
 */
final class NemesisOps {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<String, String> ENDINGS = Map.of("start", "kill", "resume", "pause", "stop", "fault");

    private final ImportSink sink;

    /** The operations that began and are not done, by function: when they began and on what. */
    private final Map<String, Begun> begun = new HashMap<>();

    private final Map<String, List<Integer>> open = new HashMap<>();

    private record Begun(long nanos, String value) {}

    NemesisOps(ImportSink sink) {
        this.sink = sink;
    }

    void apply(String keyword, String value, long nanos) {
        String f = keyword.startsWith(":") ? keyword.substring(1) : keyword;
        Begun first = begun.remove(f);
        if (first == null) {
            begun.put(f, new Begun(nanos, value));
        } else {
            done(f, first, value, nanos);
        }
    }

    private void done(String f, Begun first, String value, long nanos) {
        String ended = f.startsWith("stop-") ? f.substring(5) : ENDINGS.getOrDefault(f, "");
        if (!ended.isEmpty() && open.containsKey(ended)) {
            stop(ended, first.nanos, nanos);
            return;
        }
        String kind = f.startsWith("start-") ? f.substring(6) : f.equals("start") ? "fault" : f;
        int fault = sink.newFault();
        sink.event(new Event.FaultStarted(
                fault, kind, named(first.value, f), resolved(value, first.value), first.nanos, nanos));
        boolean lasts = f.startsWith("start-") || ENDINGS.containsValue(kind);
        if (lasts) {
            open.computeIfAbsent(kind, k -> new ArrayList<>()).add(fault);
        } else {
            sink.event(new Event.FaultStopped(fault, first.nanos, nanos));
        }
    }

    private void stop(String kind, long begunNanos, long doneNanos) {
        List<Integer> faults = open.remove(kind);
        if (faults != null) {
            faults.forEach(fault -> sink.event(new Event.FaultStopped(fault, begunNanos, doneNanos)));
        }
    }

    private static String named(String value, String f) {
        return value.isEmpty() || value.equals("nil") ? f : value;
    }

    /** The nodes are the texts in the value, whatever its structure. */
    private static List<String> resolved(String doneValue, String begunValue) {
        Set<String> nodes = new LinkedHashSet<>();
        Matcher matcher = TEXT.matcher(doneValue + " " + begunValue);
        while (matcher.find()) {
            nodes.add(matcher.group(1));
        }
        return List.copyOf(nodes);
    }

    /** What began and was never done had some effect, or none: it is a fault without an end. */
    void finish() {
        begun.forEach((f, first) -> {
            if (!f.startsWith("stop-") && !ENDINGS.containsKey(f)) {
                String kind = f.startsWith("start-") ? f.substring(6) : f;
                sink.event(new Event.FaultStarted(
                        sink.newFault(),
                        kind,
                        named(first.value, f),
                        resolved("", first.value),
                        first.nanos,
                        Event.NEVER));
            }
        });
    }
}
