package io.waybill.planfile.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers everything that is wrong; the same thing at the same place is gathered once. Not for two threads. */
public final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();
    private int added;

    /** Adds one. */
    public void add(Place place, String what, String hint) {
        added++;
        found.add(new Problem(place, what, hint));
    }

    /** Adds one that says all by itself. */
    public void add(Place place, String what) {
        add(place, what, "");
    }

    /** Returns whether nothing was found. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns how often one was added, also where it was there already: whether something is wrong with a part. */
    public int count() {
        return added;
    }

    /** Returns all, in the order in which they stand in their files. */
    public List<Problem> all() {
        List<Problem> all = new ArrayList<>(found);
        all.sort((a, b) -> a.place().isBefore(b.place()) ? -1 : b.place().isBefore(a.place()) ? 1 : 0);
        return all;
    }
}
