package io.waybill.system.reference;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import io.waybill.system.NodeReport.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a node's log tells of the fate of messages. */
final class NodeEvents {

    private static final Pattern LINE =
            Pattern.compile("\\{\"at\":\"([^\"]+)\",\"level\":\"[a-z]+\",\"node\":\\d+,\"event\":\"([A-Za-z]+)\","
                    + "\"topic\":\"([^\"]+)\",\"partition\":(\\d+)(?:,\"([A-Za-z]+)\":(\\d+))?[,}].*");

    /** Which field of an event is the number that we want; empty where we want none. */
    private record Meaning(Kind kind, String number) {}

    private static final Map<String, Meaning> EVENTS = events();

    private NodeEvents() {}

    private static Map<String, Meaning> events() {
        Map<String, Meaning> events = new LinkedHashMap<>();
        events.put("truncated", new Meaning(Kind.TRUNCATED, "to"));
        events.put("restarted", new Meaning(Kind.TRUNCATED, "at"));
        events.put("sentAgain", new Meaning(Kind.SENT_AGAIN, "lastOffset"));
        events.put("outOfSequence", new Meaning(Kind.OUT_OF_SEQUENCE, ""));
        events.put("tooFewInSync", new Meaning(Kind.TOO_FEW_IN_SYNC, ""));
        events.put("leadsUncleanly", new Meaning(Kind.UNCLEAN_LEADER, "leaderEpoch"));
        return events;
    }

    /** Returns what a line tells. */
    static Optional<NodeReport> report(int node, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Meaning meaning = EVENTS.get(matcher.group(2));
        if (meaning == null || !(meaning.number().isEmpty() || meaning.number().equals(matcher.group(5)))) {
            return Optional.empty();
        }
        return Optional.of(new NodeReport(
                meaning.kind(),
                node,
                new Partition(matcher.group(3), Integer.parseInt(matcher.group(4))),
                meaning.number().isEmpty() ? NodeReport.NONE : Long.parseLong(matcher.group(6)),
                Instant.parse(matcher.group(1))));
    }
}
