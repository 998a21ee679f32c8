package io.waybill.campaign;

import io.waybill.simulation.Subject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A planted flaw, or a pair of which one unmasks the other, and what must expose it.
 *
 * @param subject what has the flaw
 * @param expected the ids of findings of which one is enough, the most telling first
 * @param visible the ids of the anomalies of which clients must see one; empty where it takes eyes that clients lack
 * @param seed one that exposed it, 0 where none is known: what a seed does changes with everything that draws from it,
 *     so this only saves looking for one
 * @param budget how many seeds it may take; 0 where nothing can expose it alone
 */
public record MutantCase(Subject subject, List<String> expected, List<String> visible, long seed, int budget) {

    public MutantCase {
        expected = List.copyOf(expected);
        visible = List.copyOf(visible);
    }

    /** Returns the ids of its flaws: {@code Q4}, or {@code Q12,Q12V} for a pair. */
    public String ids() {
        return subject.flaws().stream().map(Subject.Flaw::id).collect(Collectors.joining(","));
    }

    /** Returns whether another layer hides it, so that alone it does no harm. */
    public boolean isMasked() {
        return budget == 0;
    }

    @Override
    public String toString() {
        return ids();
    }
}
