package io.waybill.fault;

/** The means by which disks are broken and repaired; see {@link LinkFaults} for the common rules. */
public interface DiskFaults {

    /**
     * Begins a fault on one node's disk.
     *
     * @param id how {@link #end} will name it; not in use
     */
    void begin(int id, DiskFault fault, int node);

    /** Ends a fault. Does nothing where there is none of that id. What it destroyed stays destroyed. */
    void end(int id);
}
