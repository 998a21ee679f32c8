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

    private final Map<String, List<Open>> open = new HashMap<>();

    private record Begun(long nanos, String value) {}

    private record Open(int fault, List<String> nodes) {}

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
            stop(ended, nodes(value), first.nanos, nanos);
            return;
        }
        String kind = f.startsWith("start-") ? f.substring(6) : f.equals("start") ? "fault" : f;
        int fault = sink.newFault();
        List<String> nodes = nodes(value).isEmpty() ? nodes(first.value) : nodes(value);
        sink.event(new Event.FaultStarted(fault, kind, named(first.value, f), nodes, first.nanos, nanos));
        boolean lasts = f.startsWith("start-") || ENDINGS.containsValue(kind);
        if (lasts) {
            open.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Open(fault, nodes));
        } else {
            sink.event(new Event.FaultStopped(fault, first.nanos, nanos));
        }
    }

    /** Stops the faults on these nodes, or all of this kind where none is on exactly them. */
    private void stop(String kind, List<String> nodes, long begunNanos, long doneNanos) {
        List<Open> faults = open.getOrDefault(kind, List.of());
        List<Open> exact =
                faults.stream().filter(fault -> fault.nodes.equals(nodes)).toList();
        List<Open> stopped = exact.isEmpty() ? List.copyOf(faults) : exact;
        stopped.forEach(fault -> sink.event(new Event.FaultStopped(fault.fault, begunNanos, doneNanos)));
        faults.removeAll(stopped);
        if (faults.isEmpty()) {
            open.remove(kind);
        }
    }

    private static String named(String value, String f) {
        if (value.isEmpty() || value.equals("nil")) {
            return f;
        }
        Matcher text = TEXT.matcher(value);
        return text.matches() ? text.group(1) : value;
    }

    /** The nodes are the texts in a value, whatever its structure. */
    private static List<String> nodes(String value) {
        Set<String> nodes = new LinkedHashSet<>();
        Matcher matcher = TEXT.matcher(value);
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
                        sink.newFault(), kind, named(first.value, f), nodes(first.value), first.nanos, Event.NEVER));
            }
        });
    }
}
