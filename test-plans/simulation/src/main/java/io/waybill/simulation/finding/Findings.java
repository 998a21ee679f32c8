package io.waybill.simulation.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Collects what is found during a run: of each id the first, because what is broken once is broken from then on.
 * Single-threaded.
 */
public final class Findings {

    private final LongSupplier nanos;
    private final List<Finding> found = new ArrayList<>();

    /**
     * Creates an empty collection.
     *
     * @param nanos the time of the run
     */
    public Findings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Notes that something is wrong now. */
    public void add(Layer layer, String id, String evidence) {
        for (Finding each : found) {
            if (each.layer() == layer && each.id().equals(id)) {
                return;
            }
        }
        found.add(new Finding(layer, id, evidence, nanos.getAsLong()));
    }

    /** Returns whether nothing was found. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns what was found, in the order in which it was. */
    public List<Finding> all() {
        return List.copyOf(found);
    }
}
