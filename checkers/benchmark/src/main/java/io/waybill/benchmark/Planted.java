package io.waybill.benchmark;

import java.util.Locale;

/**
 * How many anomalies of each kind a generated history has; a checker must find exactly these.
 *
 * @param lost acknowledged, never delivered
 * @param duplicates delivered at two offsets
 * @param phantoms delivered, never sent
 * @param aborted certainly failed, yet delivered
 * @param misplaced acknowledged at one offset, delivered at another
 * @param reordered behind a later message of the same session
 */
public record Planted(long lost, long duplicates, long phantoms, long aborted, long misplaced, long reordered) {

    /** Returns the number of all. */
    public long total() {
        return lost + duplicates + phantoms + aborted + misplaced + reordered;
    }

    /** Returns what the final judgement must say, as {@link MeasuredProcess} writes it. */
    String text() {
        return total() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "aborted-read=%d duplicate-append=%d inconsistent-offset=%d lost-write=%d phantom-read=%d"
                                + " reordered=%d",
                        aborted,
                        duplicates,
                        misplaced,
                        lost,
                        phantoms,
                        reordered);
    }

    /** Returns what must be confirmed and suspected when the whole history was followed. */
    String onlineText() {
        return total() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "aborted-read=%d duplicate-append=%d reordered=%d unseen=%d passed-over=%d unannounced=%d",
                        aborted,
                        duplicates,
                        reordered,
                        lost,
                        lost,
                        phantoms);
    }
}
