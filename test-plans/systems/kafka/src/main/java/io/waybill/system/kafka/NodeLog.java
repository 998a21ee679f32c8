package io.waybill.system.kafka;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import io.waybill.system.NodeReport.Kind;
import io.waybill.system.kafka.client.NodeFiles;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a node's log tells of the fate of messages, line by line. */
final class NodeLog implements NodeFiles.LogReader {

    private static final String AT = "(\\d{4}-\\d\\d-\\d\\dT\\S+) .*";
    private static final String OF_LOG = AT + "\\[UnifiedLog partition=(.+)-(\\d+), .*] ";

    private static final Map<Pattern, Kind> WHOLE = whole();

    /** Its reason stands on the next line. */
    private static final Pattern REFUSED =
            Pattern.compile(AT + "Error processing append operation on partition (?:[^:]+:)?(.+)-(\\d+)");

    private static final Map<String, Kind> REASONS = Map.of(
            "org.apache.kafka.common.errors.OutOfOrderSequenceException", Kind.OUT_OF_SEQUENCE,
            "org.apache.kafka.common.errors.NotEnoughReplicasException", Kind.TOO_FEW_IN_SYNC);

    private final int node;
    private @Nullable Matcher refused;

    NodeLog(int node) {
        this.node = node;
    }

    private static Map<Pattern, Kind> whole() {
        Map<Pattern, Kind> patterns = new LinkedHashMap<>();
        patterns.put(Pattern.compile(OF_LOG + "Truncating to offset (\\d+)"), Kind.TRUNCATED);
        patterns.put(
                Pattern.compile(OF_LOG + "Duplicate batch detected, .* with last offset: (\\d+), .*"), Kind.SENT_AGAIN);
        patterns.put(
                Pattern.compile(AT + "UNCLEAN partition change for (.+)-(\\d+) .*leaderEpoch: \\d+ -> (\\d+).*"),
                Kind.UNCLEAN_LEADER);
        return patterns;
    }

    @Override
    public Optional<NodeReport> read(String line) {
        Matcher before = refused;
        refused = null;
        if (before != null) {
            int end = line.indexOf(':');
            Kind reason = REASONS.get(end < 0 ? line : line.substring(0, end));
            if (reason != null) {
                return Optional.of(report(reason, before, NodeReport.NONE));
            }
        }
        for (Map.Entry<Pattern, Kind> each : WHOLE.entrySet()) {
            Matcher matcher = each.getKey().matcher(line);
            if (matcher.matches()) {
                return Optional.of(report(each.getValue(), matcher, Long.parseLong(matcher.group(4))));
            }
        }
        Matcher matcher = REFUSED.matcher(line);
        refused = matcher.matches() ? matcher : null;
        return Optional.empty();
    }

    private NodeReport report(Kind kind, Matcher matcher, long number) {
        Partition partition = new Partition(matcher.group(2), Integer.parseInt(matcher.group(3)));
        // The nodes run on this host, in its time zone.
        Instant at = LocalDateTime.parse(matcher.group(1))
                .atZone(ZoneId.systemDefault())
                .toInstant();
        return new NodeReport(kind, node, partition, number, at);
    }
}
