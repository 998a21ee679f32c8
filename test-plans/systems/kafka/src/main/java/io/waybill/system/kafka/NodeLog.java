package io.waybill.system.kafka;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import io.waybill.system.NodeReport.Kind;
import io.waybill.system.kafka.client.NodeFiles;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a node's log tells of the fate of messages, line by line. */
final class NodeLog implements NodeFiles.LogReader {

    private static final String AT = "(\\d{4}-\\d\\d-\\d\\dT\\S+) .*";
    private static final String OF_LOG = AT + "\\[UnifiedLog partition=(.+)-(\\d+), .*] ";

    /** What a node must be started with to tell of batches that it is sent again. */
    static final String TELLING =
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.storage.internals.log.UnifiedLog=trace";

    /** A line that tells something: words that others do not have, and where everything stands in it. */
    private record Telling(Kind kind, String words, Pattern pattern) {}

    private static final List<Telling> TELLINGS = List.of(
            new Telling(
                    Kind.TRUNCATED, "Truncating to offset ", Pattern.compile(OF_LOG + "Truncating to offset (\\d+)")),
            new Telling(
                    Kind.SENT_AGAIN,
                    "Duplicate batch detected, ",
                    Pattern.compile(OF_LOG + "Duplicate batch detected, .*? with last offset: (\\d+), .*")),
            new Telling(
                    Kind.UNCLEAN_LEADER,
                    "UNCLEAN partition change for ",
                    Pattern.compile(AT + "UNCLEAN partition change for (.+)-(\\d+) .*leaderEpoch: \\d+ -> (\\d+).*")));

    /** Its reason stands on the next line. */
    private static final String REFUSING = "Error processing append operation on partition ";

    private static final Pattern REFUSED = Pattern.compile(AT + REFUSING + "(?:[^:]+:)?(.+)-(\\d+)");

    private static final Map<String, Kind> REASONS = Map.of(
            "org.apache.kafka.common.errors.OutOfOrderSequenceException", Kind.OUT_OF_SEQUENCE,
            "org.apache.kafka.common.errors.NotEnoughReplicasException", Kind.TOO_FEW_IN_SYNC);

    private final int node;
    private @Nullable Matcher refused;

    NodeLog(int node) {
        this.node = node;
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
        // Most lines tell nothing, and there are many.
        for (Telling telling : TELLINGS) {
            if (line.contains(telling.words())) {
                Matcher matcher = telling.pattern().matcher(line);
                return matcher.matches()
                        ? Optional.of(report(telling.kind(), matcher, Long.parseLong(matcher.group(4))))
                        : Optional.empty();
            }
        }
        if (line.contains(REFUSING)) {
            Matcher matcher = REFUSED.matcher(line);
            refused = matcher.matches() ? matcher : null;
        }
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
