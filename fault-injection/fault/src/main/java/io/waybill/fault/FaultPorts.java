package io.waybill.fault;

/**
 * The means by which a nemesis acts, and what they can do.
 *
 * @param capabilities which faults may be asked of the ports; the others are never called for
 */
public record FaultPorts(
        NodeFaults nodes,
        MachineFaults machines,
        LinkFaults links,
        DiskFaults disks,
        ClockFaults clocks,
        Capabilities capabilities) {

    /** Returns the ports of a world that has processes and nothing else in its hands. */
    public static FaultPorts ofProcesses(NodeFaults nodes) {
        return new FaultPorts(
                nodes, Absent.MACHINES, Absent.LINKS, Absent.DISKS, Absent.CLOCKS, Capabilities.processes());
    }

    /** Returns the ports of a world that has processes and the links between them in its hands. */
    public static FaultPorts ofProcesses(NodeFaults nodes, LinkFaults links) {
        return new FaultPorts(
                nodes,
                Absent.MACHINES,
                links,
                Absent.DISKS,
                Absent.CLOCKS,
                Capabilities.processes().and(FaultKind.Layer.LINK));
    }

    /** Returns the ports of a world that has everything in its hands. */
    public static FaultPorts ofMachines(
            MachineFaults machines, LinkFaults links, DiskFaults disks, ClockFaults clocks) {
        return new FaultPorts(machines, machines, links, disks, clocks, Capabilities.all());
    }

    /** Returns these ports for a world that can do less than they offer. */
    public FaultPorts capableOf(Capabilities fewer) {
        return new FaultPorts(nodes, machines, links, disks, clocks, fewer);
    }
}
