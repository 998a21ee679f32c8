package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What will be tried in one storm, with everything decided that a seed can decide; only who the victims are is left to
 * the moment.
 *
 * @param storm how long the storm lasts; what still goes on at its end is repaired then
 * @param occurrences in the order of their start
 * @param armed those that wait for a moment, in the order in which they are taken
 */
public record Timeline(Duration storm, List<Occurrence> occurrences, List<Armed> armed) {

    public Timeline {
        occurrences = List.copyOf(occurrences);
        armed = List.copyOf(armed);
    }

    /** Makes a timeline that waits for no moment. */
    public Timeline(Duration storm, List<Occurrence> occurrences) {
        this(storm, occurrences, List.of());
    }

    /** Returns every occurrence, those that wait for a moment last. */
    public List<Occurrence> all() {
        return Stream.concat(occurrences.stream(), armed.stream().map(Armed::occurrence))
                .toList();
    }

    /** Returns this timeline with the occurrences that pass alone: as they were, with the numbers they had. */
    public Timeline keeping(Predicate<Occurrence> passes) {
        return new Timeline(
                storm,
                occurrences.stream().filter(passes).toList(),
                armed.stream().filter(one -> passes.test(one.occurrence())).toList());
    }

    /**
     * An occurrence that waits for a moment.
     *
     * @param moment the moment's name
     * @param waiter which of the plan's faults it is of: of one fault, the moment takes one occurrence at a time
     * @param pause how long the fault does not wait: from the moment that it was given before, or the storm's start
     * @param occurrence its times count from the moment; it occurs once
     */
    public record Armed(String moment, int waiter, Duration pause, Occurrence occurrence) {}

    /**
     * One start of a planned fault.
     *
     * @param number in the order of time; dense from 0 in a timeline as drawn
     * @param at the time from the start of the storm
     * @param fault the fault as planned
     * @param strikes its steps with their times; one for a fault that is not combined
     */
    public record Occurrence(int number, Duration at, Fault fault, List<Strike> strikes) {

        public Occurrence {
            strikes = List.copyOf(strikes);
        }

        static Occurrence draw(int number, Duration at, Fault fault, Randomness random) {
            List<Strike> strikes = fault.match(
                    single -> List.of(Strike.draw(at, single, random)),
                    combined -> combined.steps().stream()
                            .map(step -> Strike.draw(at.plus(step.after()), step.fault(), random))
                            .toList());
            return new Occurrence(number, at, fault, strikes);
        }

        /** Returns the same, later. */
        Occurrence shifted(Duration by) {
            List<Strike> later = strikes.stream()
                    .map(strike -> new Strike(strike.at().plus(by), strike.fault(), strike.lasting(), strike.choice()))
                    .toList();
            return new Occurrence(number, at.plus(by), fault, later);
        }
    }

    /**
     * One single fault of an occurrence.
     *
     * @param at the time from the start of the storm
     * @param lasting how long it goes on, drawn
     * @param choice a drawn number, the seed of all that is still to be drawn when the victim is resolved
     */
    public record Strike(Duration at, Fault.Single fault, Duration lasting, long choice) {

        static Strike draw(Duration at, Fault.Single fault, Randomness random) {
            return new Strike(at, fault, fault.lasting().draw(random), random.nextLong());
        }
    }
}
