package io.waybill.plan;

import java.util.List;

/** A plan cannot be run as it is. Nothing was started. */
public final class InvalidPlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Makes one for all problems of the plan of that name. */
    public InvalidPlanException(String plan, List<String> problems) {
        super("plan " + plan + ": " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
