package io.waybill.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a plan is run, and what comes out of it.
 *
 * @param seed what decides all that is drawn; empty: another one each time
 * @param repeat how often all of it is run, 1 or more
 * @param onViolation what happens when a claim is violated
 * @param reporting what is written, and where to
 */
public record Conduct(OptionalLong seed, int repeat, OnViolation onViolation, Reporting reporting) {

    /** Once, with another seed each time. */
    public static final Conduct USUAL =
            new Conduct(OptionalLong.empty(), 1, OnViolation.GO_ON, new Reporting(List.of(), Optional.empty()));

    /**
     * What happens when a claim is violated.
     *
     * @param stop whether the configurations that are still to come are left out
     * @param shrink how long the violation may be made smaller; zero: not at all
     * @param replay how often it is then repeated, to say how often it fails; 0 or more
     */
    public record OnViolation(boolean stop, Duration shrink, int replay) {

        /** Nothing: the run goes on. */
        public static final OnViolation GO_ON = new OnViolation(false, Duration.ZERO, 0);
    }

    /**
     * What is written beside the run itself.
     *
     * @param formats the words for them: {@code text}, {@code json}; empty: the usual ones
     * @param directory where runs are kept; empty: the usual place
     */
    public record Reporting(List<String> formats, Optional<String> directory) {

        public Reporting {
            formats = List.copyOf(formats);
        }
    }

    /** Returns the same with a seed. */
    public Conduct withSeed(long other) {
        return new Conduct(OptionalLong.of(other), repeat, onViolation, reporting);
    }
}
