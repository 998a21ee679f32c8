package io.waybill.fault;

import java.time.Duration;

/** What happens to a node's clocks. Monotonic time never jumps. */
public sealed interface ClockFault {

    /** The time of day is wrong by a fixed amount, in either direction, until the fault ends. */
    record Skew(Duration by) implements ClockFault {}

    /**
     * Both clocks run faster (above 0) or slower (below) by so many millionths until the fault ends; what was gained or
     * lost stays. Of a process on a real machine it is the time of day, and what it waits for: its monotonic time is
     * not in our hands.
     */
    record Drift(int partsPerMillion) implements ClockFault {}

    /** The time of day jumps once, in either direction, and stays wrong after the fault's end. */
    record Jump(Duration by) implements ClockFault {}
}
