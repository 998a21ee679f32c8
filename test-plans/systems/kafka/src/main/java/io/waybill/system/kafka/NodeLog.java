package io.waybill.system.kafka;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Repeat;
import io.waybill.system.Cluster.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a node's log tells of the fate of messages. A log that cannot be read tells nothing. */
final class NodeLog {

    private static final String TRUNCATING = "Truncating to offset ";

    /** A leader says so only where {@link #TELLING} is set. */
    private static final String DUPLICATE =
            "Duplicate batch detected, returning AppendInfo from duplicate batch with last offset: ";

    /** What a node must be started with to tell of batches that it is sent again. */
    static final String TELLING =
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.storage.internals.log.UnifiedLog=trace";

    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+) .*\\[UnifiedLog partition=(.+)-(\\d+), .*] (" + TRUNCATING
                    + "|" + DUPLICATE + ")(\\d+).*");

    private NodeLog() {}

    static List<Truncation> truncations(int node, Path log) {
        return all(log, line -> truncation(node, line));
    }

    static List<Repeat> repeats(int node, Path log) {
        return all(log, line -> repeat(node, line));
    }

    private static <T> List<T> all(Path log, Function<String, Optional<T>> reading) {
        // A node that was killed may have left half a character behind: Latin-1 reads any byte.
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(line -> reading.apply(line).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the truncation that a line tells of: one that had an effect. */
    static Optional<Truncation> truncation(int node, String line) {
        return read(line, TRUNCATING).map(told -> new Truncation(node, partition(told), offset(told), at(told)));
    }

    /** Returns the repeated batch that a line tells of. */
    static Optional<Repeat> repeat(int node, String line) {
        return read(line, DUPLICATE).map(told -> new Repeat(node, partition(told), offset(told), at(told)));
    }

    private static Optional<Matcher> read(String line, String what) {
        // Most lines are neither, and there are many.
        if (!line.contains(what)) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() && matcher.group(4).equals(what) ? Optional.of(matcher) : Optional.empty();
    }

    private static Instant at(Matcher told) {
        // The nodes run on this host, in its time zone.
        return LocalDateTime.parse(told.group(1)).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static Partition partition(Matcher told) {
        return new Partition(told.group(2), Integer.parseInt(told.group(3)));
    }

    private static long offset(Matcher told) {
        return Long.parseLong(told.group(5));
    }
}
