package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            requireInterval(interval);
        }

        @Override
        public String toString() {
            return "every " + interval;
        }
    }

    /**
     * When a moment occurs that somebody tells the nemesis of: each time some while after it, until it has begun so
     * often.
     *
     * @param moment its name, as who tells of it says it; not empty
     * @param after how long after it
     * @param most how often at most, 1 or more
     * @param apart how long from the start of the storm until the moment is waited for, and from the moment until it is
     *     waited for again; nothing where every one counts
     */
    record When(String moment, Span after, int most, Span apart) implements Schedule {
        public When {
            if (moment.isEmpty() || most < 1) {
                throw new IllegalArgumentException(
                        "a moment must have a name and be waited for once or more, was \"" + moment + "\", " + most);
            }
            if (!apart.equals(ALWAYS)) {
                requireInterval(apart);
            }
        }

        /** Makes one for which every one counts. */
        public When(String moment, Span after, int most) {
            this(moment, after, most, ALWAYS);
        }

        /** Returns whether it is left alone for a while before it is waited for, and again after each time. */
        public boolean isSpaced() {
            return !apart.equals(ALWAYS);
        }

        @Override
        public String toString() {
            return after + " after \"" + moment + "\", at most " + most + " times"
                    + (isSpaced() ? ", " + apart + " apart" : "");
        }
    }

    /**
     * One time that a moment is waited for.
     *
     * @param pause how long from the time before, or from the start of the storm, until it is waited for
     * @param after how long after it the fault begins
     */
    record Wait(Duration pause, Duration after) {}

    /** How far apart moments are of which each one counts. */
    Span ALWAYS = Span.of(Duration.ZERO);

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

    /** Returns the name of the moment that it waits for; empty where it has times of its own. */
    default Optional<String> awaited() {
        return match(once -> Optional.empty(), every -> Optional.empty(), when -> Optional.of(when.moment()));
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

    /** Returns each time that a moment is waited for before {@code end}; empty for other schedules. */
    default List<Wait> waits(Duration end, Randomness random) {
        return match(once -> List.of(), every -> List.of(), when -> {
            List<Wait> waits = new ArrayList<>();
            Duration earliest = Duration.ZERO;
            while (waits.size() < when.most() && earliest.compareTo(end) < 0) {
                Duration pause = when.isSpaced() ? when.apart().draw(random) : Duration.ZERO;
                waits.add(new Wait(pause, when.after().draw(random)));
                earliest = earliest.plus(pause);
            }
            return waits;
        });
    }

    private static void requireInterval(Span interval) {
        // Below this a schedule is a busy loop that starves the cluster, and an interval of zero never ends.
        if (interval.min().compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "interval of a repeated fault must be >= " + SHORTEST_INTERVAL + ", was " + interval);
        }
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
