package io.waybill.runner;

import io.waybill.plan.Pressure;

/**
 * How often a dangerous moment came about.
 *
 * @param pressure the moment, and how often it was required and wanted
 * @param hits how often it came about
 */
public record MomentCount(Pressure pressure, int hits) {

    /** Returns whether it came about often enough for the claims that depend on it to count. */
    public boolean isEnough() {
        return hits >= pressure.required();
    }

    /** Returns whether it came about as often as it was wanted. */
    public boolean isAsWanted() {
        return hits >= pressure.wanted();
    }
}
