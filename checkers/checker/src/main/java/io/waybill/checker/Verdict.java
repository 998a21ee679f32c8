package io.waybill.checker;

import java.util.function.Function;

/** What a history says of a claim. Three words, never a number: evidence is not proof, and its absence is neither. */
public sealed interface Verdict {

    /**
     * Nothing contradicts the claim, and everything it speaks of was seen.
     *
     * @param evidence how many obligations were discharged, 1 or more
     */
    record Holds(long evidence) implements Verdict {}

    /**
     * Something contradicts it, whatever the indeterminate operations did.
     *
     * @param violations how many times, 1 or more
     */
    record Violated(long violations) implements Verdict {}

    /**
     * The history does not tell.
     *
     * @param reason why, as the end of the sentence "unknown, because …"
     */
    record Unknown(String reason) implements Verdict {}

    /** Applies the function of this verdict's case. */
    default <R> R match(Function<Holds, R> holds, Function<Violated, R> violated, Function<Unknown, R> unknown) {
        if (this instanceof Holds h) {
            return holds.apply(h);
        }
        return this instanceof Violated v ? violated.apply(v) : unknown.apply((Unknown) this);
    }

    /** Returns {@code holds}, {@code violated} or {@code unknown}. */
    default String word() {
        return match(h -> "holds", v -> "violated", u -> "unknown");
    }
}
