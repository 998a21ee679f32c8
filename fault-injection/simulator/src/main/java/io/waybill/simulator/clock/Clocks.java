package io.waybill.simulator.clock;

import io.waybill.fault.ClockFault;
import io.waybill.fault.ClockFaults;
import io.waybill.simulator.event.Course;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What puts clocks wrong and right. */
public final class Clocks implements ClockFaults {

    private final Course course;
    private final IntFunction<NodeClock> clocks;
    private final SortedMap<Integer, Runnable> ends = new TreeMap<>();

    /** Returns the means to put wrong the clock of each node. */
    public Clocks(Course course, IntFunction<NodeClock> clocks) {
        this.course = course;
        this.clocks = clocks;
    }

    @Override
    public void begin(int id, ClockFault fault, int node) {
        if (ends.containsKey(id)) {
            throw new IllegalArgumentException("clock fault " + id + " has begun already");
        }
        NodeClock clock = clocks.apply(node);
        course.note(node, () -> "clock fault " + id + ": " + fault);
        ends.put(id, begin(fault, clock, node));
    }

    @Override
    public void end(int id) {
        Runnable end = ends.remove(id);
        if (end != null) {
            course.note(Course.NOBODY, () -> "clock fault " + id + " ends");
            end.run();
        }
    }

    private Runnable begin(ClockFault fault, NodeClock clock, int node) {
        if (fault instanceof ClockFault.Skew skew) {
            long by = skew.by().toNanos();
            clock.wrong(by);
            return () -> clock.wrong(-by);
        }
        if (fault instanceof ClockFault.Drift drift) {
            drift(clock, drift.partsPerMillion());
            return () -> drift(clock, -drift.partsPerMillion());
        }
        clock.wrong(((ClockFault.Jump) fault).by().toNanos());
        return () -> course.note(node, () -> "time of day stays wrong");
    }

    private void drift(NodeClock clock, int morePerMillion) {
        long now = course.nanos();
        clock.drift(now, morePerMillion);
        course.retime((event, world) -> LoopTimers.retimed(event, world, clock, now));
    }
}
