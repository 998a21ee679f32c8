package io.waybill.system.reference;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a node's log tells of the fate of messages. A log that cannot be read tells nothing. */
final class NodeEvents {

    private static final Pattern TRUNCATION = Pattern.compile(
            "\\{\"at\":\"([^\"]+)\",.*\"event\":\"truncated\",\"topic\":\"([^\"]+)\",\"partition\":(\\d+),"
                    + "\"to\":(\\d+),.*");

    private NodeEvents() {}

    static List<Truncation> truncations(int node, Path log) {
        // A node that was killed may have left half a character behind: Latin-1 reads any byte.
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(line -> truncation(node, line).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the truncation that a line tells of. */
    static Optional<Truncation> truncation(int node, String line) {
        Matcher matcher = TRUNCATION.matcher(line);
        return matcher.matches()
                ? Optional.of(new Truncation(
                        node,
                        new Partition(matcher.group(2), Integer.parseInt(matcher.group(3))),
                        Long.parseLong(matcher.group(4)),
                        Instant.parse(matcher.group(1))))
                : Optional.empty();
    }
}
