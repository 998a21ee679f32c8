package io.waybill.simulation;

import io.waybill.simulation.finding.Finding;
import io.waybill.simulator.trace.Trace;
import io.waybill.simulator.trace.TraceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A run as a diagram: time goes down, each node has a column, and a dot says whom a line is about.
 *
 * <pre>
 *                 n1 n2 n3 c4
 *     2.534466     ·  ●  ·  ·   ← n1 #47 frame 16 B: t1 I do
 * </pre>
 */
public final class SpaceTime {

    private static final int TIME_WIDTH = 12;
    private static final int SHOWN_DECIMALS = 6;
    private static final int DECIMALS = 9;
    private static final String NOBODY = "-";

    private SpaceTime() {}

    /**
     * A part of a run to look at, and what the run came to.
     *
     * @param trace its lines
     * @param result the same as without a trace
     */
    public record View(Trace trace, RunResult result) {}

    /**
     * Runs a seed and looks at a span of its virtual time.
     *
     * @param fromNanos inclusive
     * @param toNanos exclusive
     */
    public static View between(Subject subject, long seed, long fromNanos, long toNanos) {
        Trace trace = Trace.ofTime(fromNanos, toNanos, subject.frames());
        return new View(trace, subject.run(seed, trace));
    }

    /** Runs a seed and looks at what led to its first finding; at its end where there is none. */
    public static View toTheFinding(Subject subject, long seed) {
        RunResult result = subject.run(seed);
        List<Finding> found = result.verdict().all();
        long end = found.isEmpty() ? result.virtualNanos() : found.get(0).nanos();
        Trace trace = Trace.until(end + 1, subject.frames());
        return new View(trace, subject.run(seed, trace));
    }

    /**
     * Returns the last lines of a trace as a diagram.
     *
     * @param most how many lines, its head not counted
     */
    public static List<String> diagram(List<TraceLine> lines, int most) {
        List<TraceLine> shown = lines.subList(Math.max(0, lines.size() - most), lines.size());
        SortedSet<String> names = new TreeSet<>((one, other) -> one.substring(1).equals(other.substring(1))
                ? one.compareTo(other)
                : Integer.compare(number(one), number(other)));
        for (TraceLine line : shown) {
            if (!line.node().equals(NOBODY)) {
                names.add(line.node());
            }
        }
        List<String> text = new ArrayList<>();
        StringBuilder head = new StringBuilder(" ".repeat(TIME_WIDTH + 2));
        names.forEach(name -> head.append(name).append(' '));
        text.add(head.toString().stripTrailing());
        for (TraceLine line : shown) {
            text.add(row(line, names));
        }
        return text;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static String row(TraceLine line, SortedSet<String> names) {
        String time = line.toString();
        time = time.substring(0, time.indexOf(' ') - (DECIMALS - SHOWN_DECIMALS));
        StringBuilder row = new StringBuilder(" ".repeat(Math.max(0, TIME_WIDTH - time.length())))
                .append(time)
                .append("  ");
        for (String name : names) {
            row.append(" ".repeat(name.length() - 1))
                    .append(name.equals(line.node()) ? '●' : '·')
                    .append(' ');
        }
        return row.append("  ").append(line.text()).toString();
    }
}
