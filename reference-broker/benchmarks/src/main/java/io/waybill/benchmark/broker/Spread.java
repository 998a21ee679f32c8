package io.waybill.benchmark.broker;

import java.util.List;

/**
 * Figures of several runs.
 *
 * @param median of an even number of figures the mean of the two in the middle
 */
record Spread(double median, double least, double most) {

    /** Returns the spread of one figure or more. */
    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("figures must be 1 or more, were none");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }
}
