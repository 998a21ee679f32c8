package io.waybill.raft.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The planted flaws that are on.
 *
 * @param on in the order of the catalogue, each once
 */
public record Mutants(List<QuorumMutant> on) {

    /** None of them: a quorum that is meant to be right. */
    public static final Mutants NONE = new Mutants(List.of());

    public Mutants {
        var ordered = new ArrayList<QuorumMutant>();
        for (QuorumMutant known : QuorumMutant.values()) {
            if (on.contains(known)) {
                ordered.add(known);
            }
        }
        on = List.copyOf(ordered);
    }

    /** Returns some mutants. */
    public static Mutants of(QuorumMutant... mutants) {
        return new Mutants(List.of(mutants));
    }

    /** Returns whether one is on. */
    public boolean has(QuorumMutant mutant) {
        return on.contains(mutant);
    }

    /** Returns whether none is on. */
    public boolean isEmpty() {
        return on.isEmpty();
    }

    /** Returns them in words, empty where there are none. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (QuorumMutant mutant : on) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(mutant.id())
                    .append(": ")
                    .append(mutant.description());
        }
        return text.toString();
    }
}
