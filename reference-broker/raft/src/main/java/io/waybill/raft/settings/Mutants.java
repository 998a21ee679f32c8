package io.waybill.raft.settings;

import java.util.ArrayList;
import java.util.List;

/** The planted flaws that are on. */
public final class Mutants {

    /** None of them: a quorum that is meant to be right. */
    public static final Mutants NONE = new Mutants(List.of());

    private final List<QuorumMutant> on;

    private Mutants(List<QuorumMutant> on) {
        this.on = on;
    }

    /** Returns some mutants, in the order of the catalogue. */
    public static Mutants of(QuorumMutant... mutants) {
        var on = new ArrayList<QuorumMutant>();
        for (QuorumMutant known : QuorumMutant.values()) {
            if (List.of(mutants).contains(known)) {
                on.add(known);
            }
        }
        return new Mutants(List.copyOf(on));
    }

    /** Returns whether one is on. */
    public boolean has(QuorumMutant mutant) {
        return on.contains(mutant);
    }

    /** Returns those that are on, in the order of the catalogue. */
    public List<QuorumMutant> on() {
        return on;
    }

    /** Returns whether none is on. */
    public boolean isEmpty() {
        return on.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mutants that && on.equals(that.on);
    }

    @Override
    public int hashCode() {
        return on.hashCode();
    }

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
