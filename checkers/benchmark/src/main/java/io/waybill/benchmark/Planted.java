package io.waybill.benchmark;

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
}
