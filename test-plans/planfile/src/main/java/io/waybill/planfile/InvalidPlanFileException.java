package io.waybill.planfile;

import io.waybill.planfile.tree.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A plan file cannot be run as it is. Nothing was started. */
public final class InvalidPlanFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidPlanFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Returns all that is wrong, in the order of its place. */
    public List<Problem> problems() {
        return problems;
    }
}
