package io.waybill.fault;

/** The means by which clocks are put wrong and right; see {@link LinkFaults} for the common rules. */
public interface ClockFaults {

    /**
     * Begins a fault on one node's clocks.
     *
     * @param id how {@link #end} will name it; not in use
     */
    void begin(int id, ClockFault fault, int node);

    /** Ends a fault. Does nothing where there is none of that id. */
    void end(int id);
}
