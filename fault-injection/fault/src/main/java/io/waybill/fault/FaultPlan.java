package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * The same plan, seed and duration give the same timeline, and a fault more or less moves no other.
     */
    public Timeline timeline(long seed, Duration storm) {
        record Drawn(Duration at, int source, Fault fault, Randomness details) {}
        record Waiting(Duration pause, Drawn drawn) {}
        Randomness root = Randomness.ofSeed(seed);
        SortedMap<String, Integer> twins = new TreeMap<>();
        List<Drawn> drawn = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (int source = 0; source < faults.size(); source++) {
            ScheduledFault scheduled = faults.get(source);
            // The stream of a fault is named by what the fault says, not by its place: another fault that comes or goes
            // leaves it alone.
            String says = scheduled.schedule() + " " + scheduled.fault().kind()
                    + scheduled.fault().singles();
            Randomness own = root.fork(says).fork(twins.merge(says, 1, Integer::sum));
            long start = 0;
            for (Duration at : scheduled.schedule().starts(storm, own.fork("starts"))) {
                drawn.add(new Drawn(at, source, scheduled.fault(), own.fork(start++)));
            }
            for (Schedule.Wait wait : scheduled.schedule().waits(storm, own.fork("starts"))) {
                Drawn after = new Drawn(wait.after(), source, scheduled.fault(), own.fork(start++));
                waiting.add(new Waiting(wait.pause(), after));
            }
        }
        drawn.sort(Comparator.comparing(Drawn::at).thenComparing(Drawn::source));
        List<Timeline.Occurrence> occurrences = new ArrayList<>();
        for (Drawn one : drawn) {
            occurrences.add(Timeline.Occurrence.draw(occurrences.size(), one.at(), one.fault(), one.details()));
        }
        List<Timeline.Armed> armed = new ArrayList<>();
        for (Waiting each : waiting) {
            int number = occurrences.size() + armed.size();
            Drawn one = each.drawn();
            armed.add(new Timeline.Armed(
                    faults.get(one.source()).schedule().awaited().orElseThrow(),
                    one.source(),
                    each.pause(),
                    Timeline.Occurrence.draw(number, one.at(), one.fault(), one.details())));
        }
        return new Timeline(storm, occurrences, armed);
    }
}
