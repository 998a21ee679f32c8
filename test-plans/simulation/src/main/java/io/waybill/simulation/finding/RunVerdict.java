package io.waybill.simulation.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run came to. */
public sealed interface RunVerdict {

    /** Nothing is wrong, and something was done. */
    record Ok() implements RunVerdict {}

    /** Something must never happen and did: at least one finding of an invariant, a probe or an anomaly. */
    record Violated(List<Finding> findings) implements RunVerdict {
        public Violated {
            findings = List.copyOf(findings);
        }
    }

    /** Nothing wrong was done, but on a healed core nothing went on. */
    record NoProgress(Finding finding) implements RunVerdict {}

    /** Nothing wrong was seen, but a node crashed and no fault explains it. */
    record Crashed(Finding finding) implements RunVerdict {}

    /** Returns the verdict that findings come to; a violation weighs more than a crash, and that more than silence. */
    public static RunVerdict of(List<Finding> findings) {
        List<Finding> violations = new ArrayList<>(findings);
        violations.removeIf(each -> each.layer() == Layer.LIVENESS || each.layer() == Layer.CRASH);
        if (!violations.isEmpty()) {
            return new Violated(findings);
        }
        return first(findings, Layer.CRASH)
                .<RunVerdict>map(Crashed::new)
                .or(() -> first(findings, Layer.LIVENESS).map(NoProgress::new))
                .orElseGet(Ok::new);
    }

    private static Optional<Finding> first(List<Finding> findings, Layer layer) {
        return findings.stream().filter(each -> each.layer() == layer).findFirst();
    }

    /** Returns all that is wrong; empty where nothing is. */
    default List<Finding> all() {
        if (this instanceof Violated violated) {
            return violated.findings();
        }
        if (this instanceof NoProgress silent) {
            return List.of(silent.finding());
        }
        return this instanceof Crashed crashed ? List.of(crashed.finding()) : List.of();
    }

    /** Returns whether nothing is wrong. */
    default boolean isOk() {
        return this instanceof Ok;
    }
}
