package io.waybill.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that is to break in a run.
 *
 * @param faults in any order; may be empty
 */
public record FaultPlan(List<ScheduledFault> faults) {

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** Returns the plan in which nothing breaks. */
    public static FaultPlan none() {
        return new FaultPlan(List.of());
    }

    /** Returns the plan of one scheduled fault. */
    public static FaultPlan of(Schedule schedule, Fault fault) {
        return new FaultPlan(List.of(new ScheduledFault(schedule, fault)));
    }

    /** Returns this plan with one more fault. */
    public FaultPlan and(Schedule schedule, Fault fault) {
        List<ScheduledFault> more = new ArrayList<>(faults);
        more.add(new ScheduledFault(schedule, fault));
        return new FaultPlan(more);
    }

    /**
     * Returns what will be tried in a storm: every start before its end, with everything drawn that a seed can decide.
     * The same plan, seed and duration give the same timeline, and a fault added at the end moves no other.
     */
    public Timeline timeline(long seed, Duration storm) {
        record Drawn(Duration at, int source, Fault fault, SplittableRandom random) {}
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            // A stream of its own for each fault: one draw more in one place must not move the rest.
            SplittableRandom starts = new SplittableRandom(seed + i * 0x9e3779b97f4a7c15L);
            SplittableRandom details = starts.split();
            for (Duration at : faults.get(i).schedule().starts(storm, starts)) {
                drawn.add(new Drawn(at, i, faults.get(i).fault(), details.split()));
            }
        }
        drawn.sort(Comparator.comparing(Drawn::at).thenComparing(Drawn::source));
        List<Timeline.Occurrence> occurrences = new ArrayList<>();
        for (Drawn one : drawn) {
            occurrences.add(Timeline.Occurrence.draw(occurrences.size(), one.at(), one.fault(), one.random()));
        }
        return new Timeline(storm, occurrences);
    }
}
