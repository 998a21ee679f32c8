package io.waybill.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A plan cannot be run where it was to be; nothing was started. */
final class RefusedPlanException extends UsageException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Makes one.
     *
     * @param name the plan as it was named
     * @param problems each thing that stands in the way
     */
    RefusedPlanException(String name, List<String> problems) {
        super(problems.stream()
                .map(problem -> "plan " + name + ": " + problem)
                .collect(Collectors.joining("\n", "", "\n" + NOTHING_STARTED)));
        this.problems = List.copyOf(problems);
    }

    /** Returns what stands in the way, without the plan's name. */
    @Override
    List<String> problems() {
        return problems;
    }
}
