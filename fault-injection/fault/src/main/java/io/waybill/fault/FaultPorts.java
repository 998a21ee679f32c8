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
        ClientFaults clients,
        Capabilities capabilities) {

    /** Returns the ports of a world that has nothing in its hands. */
    public static FaultPorts none() {
        return new FaultPorts(
                Absent.MACHINES,
                Absent.MACHINES,
                Absent.LINKS,
                Absent.DISKS,
                Absent.CLOCKS,
                Absent.CLIENTS,
                Capabilities.none());
    }

    /** Returns the ports of a world that has processes and nothing else in its hands. */
    public static FaultPorts ofProcesses(NodeFaults nodes) {
        return none().withHands(nodes, Absent.MACHINES, Capabilities.processes());
    }

    /**
     * Returns the ports of a world that has processes and the data they leave behind in its hands.
     *
     * @param processes is asked to kill, pause and wipe, and to cut the power of what is to be wiped
     */
    public static FaultPorts ofWipeableProcesses(MachineFaults processes) {
        return none().withHands(processes, processes, Capabilities.wipeableProcesses());
    }

    /** Returns these ports with links in their hands as well. */
    public FaultPorts withLinks(LinkFaults hands) {
        return new FaultPorts(nodes, machines, hands, disks, clocks, clients, capabilities.and(FaultKind.Layer.LINK));
    }

    /** Returns these ports with clients in their hands as well. */
    public FaultPorts withClients(ClientFaults hands) {
        return new FaultPorts(nodes, machines, links, disks, clocks, hands, capabilities.and(FaultKind.Layer.CLIENT));
    }

    /** Returns these ports with disks in their hands as well, as far as the capabilities go. */
    public FaultPorts withDisks(DiskFaults hands) {
        return new FaultPorts(nodes, machines, links, hands, clocks, clients, capabilities);
    }

    /** Returns these ports with clocks in their hands as well, as far as the capabilities go. */
    public FaultPorts withClocks(ClockFaults hands) {
        return new FaultPorts(nodes, machines, links, disks, hands, clients, capabilities);
    }

    /** Returns the ports of a world that has all of its machines in its hands. */
    public static FaultPorts ofMachines(
            MachineFaults machines, LinkFaults links, DiskFaults disks, ClockFaults clocks) {
        return new FaultPorts(
                machines,
                machines,
                links,
                disks,
                clocks,
                Absent.CLIENTS,
                Capabilities.all().without(FaultKind.Layer.CLIENT));
    }

    private FaultPorts withHands(NodeFaults nodeHands, MachineFaults machineHands, Capabilities all) {
        return new FaultPorts(nodeHands, machineHands, links, disks, clocks, clients, all);
    }

    /** Returns these ports for a world that can do less than they offer. */
    public FaultPorts capableOf(Capabilities fewer) {
        return new FaultPorts(nodes, machines, links, disks, clocks, clients, fewer);
    }
}
