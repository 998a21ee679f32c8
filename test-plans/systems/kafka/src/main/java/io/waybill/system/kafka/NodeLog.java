package io.waybill.system.kafka;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a node's log tells of the fate of messages. A log that cannot be read tells nothing. */
final class NodeLog {

    private static final Pattern TRUNCATION = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\dT\\S+) .*\\[UnifiedLog partition=(.+)-(\\d+), .*] Truncating to offset (\\d+)");

    private NodeLog() {}

    static List<Truncation> truncations(int node, Path log) {
        // A node that was killed may have left half a character behind: Latin-1 reads any byte.
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(line -> truncation(node, line).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the truncation that a line tells of: one that had an effect. */
    static Optional<Truncation> truncation(int node, String line) {
        Matcher matcher = TRUNCATION.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Partition partition = new Partition(matcher.group(2), Integer.parseInt(matcher.group(3)));
        LocalDateTime at = LocalDateTime.parse(matcher.group(1));
        // The nodes run on this host, in its time zone.
        return Optional.of(new Truncation(
                node,
                partition,
                Long.parseLong(matcher.group(4)),
                at.atZone(ZoneId.systemDefault()).toInstant()));
    }
}
