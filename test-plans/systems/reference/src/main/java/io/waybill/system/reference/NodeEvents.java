package io.waybill.system.reference;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Repeat;
import io.waybill.system.Cluster.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a node's log tells of the fate of messages. A log that cannot be read tells nothing. */
final class NodeEvents {

    private static final Pattern TRUNCATED = event("truncated", "to");
    private static final Pattern SENT_AGAIN = event("sentAgain", "lastOffset");

    private NodeEvents() {}

    private static Pattern event(String name, String number) {
        return Pattern.compile("\\{\"at\":\"([^\"]+)\",\"level\":\"[a-z]+\",\"node\":\\d+,\"event\":\"" + name
                + "\",\"topic\":\"([^\"]+)\",\"partition\":(\\d+),\"" + number + "\":(\\d+)[,}].*");
    }

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

    /** Returns the truncation that a line tells of. */
    static Optional<Truncation> truncation(int node, String line) {
        Matcher matcher = TRUNCATED.matcher(line);
        return matcher.matches()
                ? Optional.of(new Truncation(node, partition(matcher), offset(matcher), at(matcher)))
                : Optional.empty();
    }

    /** Returns the repeated batch that a line tells of. */
    static Optional<Repeat> repeat(int node, String line) {
        Matcher matcher = SENT_AGAIN.matcher(line);
        return matcher.matches()
                ? Optional.of(new Repeat(node, partition(matcher), offset(matcher), at(matcher)))
                : Optional.empty();
    }

    private static Instant at(Matcher matcher) {
        return Instant.parse(matcher.group(1));
    }

    private static Partition partition(Matcher matcher) {
        return new Partition(matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    private static long offset(Matcher matcher) {
        return Long.parseLong(matcher.group(4));
    }
}
