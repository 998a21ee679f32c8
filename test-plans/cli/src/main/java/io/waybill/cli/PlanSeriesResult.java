package io.waybill.cli;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the runs of several plans came to.
 *
 * @param rows a plan each, in the order in which they were to be run
 * @param refusalsCount whether it matters that a plan could not be run; not where nobody named it
 * @param calledOff whether somebody pressed Ctrl-C
 * @param took from the start of the first to the end of the last
 */
record PlanSeriesResult(List<Row> rows, boolean refusalsCount, boolean calledOff, Duration took) {

    PlanSeriesResult {
        rows = List.copyOf(rows);
    }

    /**
     * What became of a plan.
     *
     * @param plan as it was named
     * @param profile the size in which it was to be run, where that is not its usual one
     * @param controls how many controls it has in that size
     * @param toBeViolated what its run must violate, because it is there to show that; usually nothing
     * @param refused why it could not be run where it was to be; nothing where it could
     * @param report what its run came to; empty where there was none
     */
    record Row(
            String plan,
            Optional<String> profile,
            int controls,
            Set<Claim> toBeViolated,
            List<String> refused,
            Optional<Report> report) {

        Row {
            toBeViolated = Set.copyOf(toBeViolated);
            refused = List.copyOf(refused);
        }

        /** Returns this row of a plan whose run has ended. */
        Row with(Report ended) {
            return new Row(plan, profile, controls, toBeViolated, refused, Optional.of(ended));
        }

        /** Returns this row of a plan that cannot be run, which showed only when it was to begin. */
        Row refused(List<String> why) {
            return new Row(plan, profile, controls, toBeViolated, why, Optional.empty());
        }

        /** Returns whether the plan could not be run where it was to be. */
        boolean isRefused() {
            return !refused.isEmpty();
        }

        /**
         * Returns what its run counts as; empty where there was none. Of a plan that is there to be violated a run is
         * good that came to its end and violates what it is to violate and nothing else, and one that holds has shown
         * nothing.
         */
        Optional<Conclusion> conclusion() {
            return report.map(ended -> {
                Conclusion conclusion = ended.conclusion();
                return toBeViolated.isEmpty()
                        ? conclusion
                        : switch (conclusion) {
                            case VIOLATED -> shownBy(ended);
                            case HOLDS -> Conclusion.FAILED;
                            case UNKNOWN, FAILED, INTERRUPTED -> conclusion;
                        };
            });
        }

        private Conclusion shownBy(Report ended) {
            boolean wrongInside =
                    ended.judged().stream().anyMatch(each -> !each.sightings().isEmpty());
            if (wrongInside || !violated(ended).equals(toBeViolated)) {
                return Conclusion.VIOLATED;
            }
            if (ended.failure().isPresent()) {
                return Conclusion.FAILED;
            }
            return ended.interrupted() ? Conclusion.INTERRUPTED : Conclusion.HOLDS;
        }

        /** Returns whether it was violated and that is what it is there for. */
        boolean isViolatedAsItMust() {
            return conclusion().equals(Optional.of(Conclusion.HOLDS)) && !toBeViolated.isEmpty();
        }

        /** Returns how many of its controls broke as they must. */
        long broken() {
            return report.map(Report::controls).orElse(List.of()).stream()
                    .filter(each -> each.unbroken().isEmpty())
                    .count();
        }

        private static Set<Claim> violated(Report report) {
            return report.judged().stream()
                    .flatMap(each -> each.broken().stream())
                    .map(ClaimVerdict::claim)
                    .collect(Collectors.toSet());
        }
    }

    /** Returns the plans whose runs counted as this. */
    List<Row> of(Conclusion conclusion) {
        return rows.stream()
                .filter(each -> each.conclusion().equals(Optional.of(conclusion)))
                .toList();
    }

    /** Returns the plans that could not be run where they were to be. */
    List<Row> refused() {
        return rows.stream().filter(Row::isRefused).toList();
    }

    /** Returns the plans that were run. */
    List<Row> ran() {
        return rows.stream().filter(each -> each.report().isPresent()).toList();
    }

    /** Returns the plans that could have been run, and the series ended before. */
    List<Row> notReached() {
        return rows.stream()
                .filter(each -> !each.isRefused() && each.report().isEmpty())
                .toList();
    }

    /** Returns the worst that there was. What was not run although somebody wanted it is unknown. */
    Conclusion conclusion() {
        boolean lacks = !notReached().isEmpty() || (refusalsCount && !refused().isEmpty());
        return Conclusion.worst(Stream.of(
                        rows.stream().flatMap(each -> each.conclusion().stream()),
                        Stream.of(Conclusion.UNKNOWN).filter(unknown -> lacks),
                        Stream.of(Conclusion.INTERRUPTED).filter(interrupted -> calledOff))
                .flatMap(each -> each)
                .toList());
    }
}
