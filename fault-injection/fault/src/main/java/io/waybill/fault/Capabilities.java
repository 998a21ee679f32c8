package io.waybill.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which faults a world can do.
 *
 * @param kinds in the order of {@link FaultKind}
 */
public record Capabilities(Set<FaultKind> kinds) {

    public Capabilities {
        kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
    }

    /** Returns the capabilities of a world that can do everything. */
    public static Capabilities all() {
        return new Capabilities(EnumSet.allOf(FaultKind.class));
    }

    /** Returns the capabilities of a world that can do nothing. */
    public static Capabilities none() {
        return new Capabilities(EnumSet.noneOf(FaultKind.class));
    }

    /** Returns the capabilities of a world that has processes and nothing else in its hands. */
    public static Capabilities processes() {
        return new Capabilities(EnumSet.of(FaultKind.KILL, FaultKind.PAUSE));
    }

    /** Returns the capabilities of a world that has processes and the data they leave behind in its hands. */
    public static Capabilities wipeableProcesses() {
        return new Capabilities(EnumSet.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.WIPE));
    }

    /** Returns these capabilities and those of a layer. */
    public Capabilities and(FaultKind.Layer layer) {
        Set<FaultKind> more = new TreeSet<>(kinds);
        for (FaultKind kind : FaultKind.values()) {
            if (kind.layer() == layer) {
                more.add(kind);
            }
        }
        return new Capabilities(more);
    }

    /** Returns these capabilities and some kinds. */
    public Capabilities and(Collection<FaultKind> others) {
        Set<FaultKind> more = new TreeSet<>(kinds);
        more.addAll(others);
        return new Capabilities(more);
    }

    /** Returns these capabilities without those of a layer. */
    public Capabilities without(FaultKind.Layer layer) {
        return without(kinds.stream().filter(kind -> kind.layer() == layer).toList());
    }

    /** Returns these capabilities without some kinds. */
    public Capabilities without(Collection<FaultKind> absent) {
        Set<FaultKind> fewer = new TreeSet<>(kinds);
        fewer.removeAll(absent);
        return new Capabilities(fewer);
    }

    /** Returns whether this world can do a fault, each step of it where it is combined. */
    public boolean supports(Fault fault) {
        return fault.singles().stream().allMatch(single -> kinds.contains(single.faultKind()));
    }

    /** Returns one sentence for each planned fault that this world cannot do; empty where it can do all. */
    public List<String> problems(FaultPlan plan) {
        return problems(plan.faults().stream().map(ScheduledFault::fault).toList());
    }

    List<String> problems(List<Fault> faults) {
        Set<String> problems = new TreeSet<>();
        for (Fault fault : faults) {
            for (Fault.Single single : fault.singles()) {
                if (!kinds.contains(single.faultKind())) {
                    problems.add("\"" + fault + "\" needs " + single.faultKind() + ", which this world cannot do");
                }
            }
        }
        return new ArrayList<>(problems);
    }

    /**
     * Refuses a plan that this world cannot carry out whole.
     *
     * @throws IllegalArgumentException names all faults that it cannot do
     */
    public void require(FaultPlan plan) {
        require(problems(plan));
    }

    void require(Timeline timeline) {
        require(problems(timeline.all().stream().map(Timeline.Occurrence::fault).toList()));
    }

    private void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("; ", problems) + "; it can do " + kinds + ": leave the others out");
        }
    }
}
