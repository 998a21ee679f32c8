package io.waybill.workload.benchmark;

import java.util.List;

/**
 * The median of some figures, and how sure it is: an interval between two of the figures that has the true median in it
 * with at least 95 %, whatever the figures are distributed like (the sign test's interval). Fewer than six figures do
 * not give that; then it goes from the least to the greatest, and says how sure that is.
 *
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param confidence that the true median is in it, 0 to 1
 */
record MedianOf(double median, double low, double high, double confidence) {

    /** How sure an interval must be before anything is said by it. */
    static final double ENOUGH = 0.95;

    private static final double HALF = 0.5;

    /** Computes it; at least one figure. */
    static MedianOf figures(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int count = sorted.size();
        double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) * HALF;
        int cut = 0;
        while (2 * (cut + 1) < count && confidence(count, cut + 1) >= ENOUGH) {
            cut++;
        }
        return new MedianOf(median, sorted.get(cut), sorted.get(count - 1 - cut), confidence(count, cut));
    }

    /** Returns how surely the median is between the figures that are left when some are cut off at each end. */
    private static double confidence(int count, int cut) {
        double tail = 0;
        double chance = Math.pow(HALF, count);
        for (int i = 0; i <= cut; i++) {
            tail += chance;
            chance = chance * (count - i) / (i + 1);
        }
        return 1 - 2 * tail;
    }
}
