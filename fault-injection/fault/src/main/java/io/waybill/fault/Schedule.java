package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** When a fault begins. Times are counted from the start of the storm. */
public sealed interface Schedule {

    /** Once, at a time drawn from {@code at}. */
    record Once(Span at) implements Schedule {
        @Override
        public String toString() {
            return "at " + at;
        }
    }

    /**
     * Again and again: the first one interval after the start of the storm, each next one interval after the start of
     * the one before, each interval drawn anew.
     */
    record Every(Span interval) implements Schedule {
        public Every {
            // Below this a schedule is a busy loop that starves the cluster, and an interval of zero never ends.
            if (interval.min().compareTo(SHORTEST_INTERVAL) < 0) {
                throw new IllegalArgumentException(
                        "interval of a repeated fault must be >= " + SHORTEST_INTERVAL + ", was " + interval);
            }
        }

        @Override
        public String toString() {
            return "every " + interval;
        }
    }

    /**
     * When a moment occurs that somebody tells the nemesis of: each time some while after it, until it has begun so
     * often. A world that is driven step by step can tell of moments; one that runs by itself cannot, and refuses it.
     *
     * @param moment its name, as who tells of it says it; not empty
     * @param after how long after it
     * @param most how often at most, 1 or more
     */
    record When(String moment, Span after, int most) implements Schedule {
        public When {
            if (moment.isEmpty() || most < 1) {
                throw new IllegalArgumentException(
                        "a moment must have a name and be waited for once or more, was \"" + moment + "\", " + most);
            }
        }

        @Override
        public String toString() {
            return after + " after \"" + moment + "\", at most " + most + " times";
        }
    }

    /** The shortest interval of {@link Every}. */
    Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** Returns the schedule of one start, exactly {@code at}. */
    static Schedule at(Duration at) {
        return new Once(Span.of(at));
    }

    /** Returns the schedule of one start, drawn from {@code min} to {@code max}. */
    static Schedule after(Duration min, Duration max) {
        return new Once(new Span(min, max));
    }

    /** Returns the schedule of starts that are {@code min} to {@code max} apart. */
    static Schedule every(Duration min, Duration max) {
        return new Every(new Span(min, max));
    }

    /**
     * Returns the schedule of a start {@code min} to {@code max} after each of the first times that a moment occurs.
     */
    static Schedule when(String moment, Duration min, Duration max, int most) {
        return new When(moment, new Span(min, max), most);
    }

    /** Applies the function of this schedule's case. */
    default <R> R match(Function<Once, R> once, Function<Every, R> every, Function<When, R> when) {
        if (this instanceof Once o) {
            return once.apply(o);
        }
        return this instanceof Every e ? every.apply(e) : when.apply((When) this);
    }

    /** Returns the starts before {@code end} that are known beforehand, in order. */
    default List<Duration> starts(Duration end, Randomness random) {
        return match(
                once -> {
                    Duration at = once.at().draw(random);
                    return at.compareTo(end) < 0 ? List.of(at) : List.of();
                },
                every -> repeated(every, end, random),
                when -> List.of());
    }

    /**
     * Returns for each time that a moment is waited for how long after it there is a start; empty for other schedules.
     */
    default List<Duration> delays(Randomness random) {
        return match(once -> List.of(), every -> List.of(), when -> {
            List<Duration> delays = new ArrayList<>();
            for (int i = 0; i < when.most(); i++) {
                delays.add(when.after().draw(random));
            }
            return delays;
        });
    }

    private static List<Duration> repeated(Every every, Duration end, Randomness random) {
        List<Duration> starts = new ArrayList<>();
        Duration at = every.interval().draw(random);
        while (at.compareTo(end) < 0) {
            starts.add(at);
            at = at.plus(every.interval().draw(random));
        }
        return starts;
    }
}
