package io.waybill.system.kafka.client;

import io.waybill.environment.disk.NodeDisk;
import io.waybill.fault.DiskFault;
import io.waybill.fault.DiskFaults;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fills the disks of nodes and makes room again. A node that gave up meanwhile is started then, as by an operator who
 * has mended what was wrong. Used by one thread at a time.
 */
final class FullDisks implements DiskFaults {

    private final ProcessCluster.Nodes nodes;
    private final ProcessFaults processes;
    private final SortedMap<Integer, Integer> filled = new TreeMap<>();

    FullDisks(ProcessCluster.Nodes nodes, ProcessFaults processes) {
        this.nodes = nodes;
        this.processes = processes;
    }

    @Override
    public void begin(int id, DiskFault fault, int node) {
        if (!(fault instanceof DiskFault.Full)) {
            throw new IllegalArgumentException("fault of a disk must be that it is full, was " + fault);
        }
        nodes.disk(node).ifPresent(NodeDisk::fill);
        filled.put(id, node);
    }

    @Override
    public void end(int id) {
        Integer node = filled.remove(id);
        if (node != null && !filled.containsValue(node)) {
            nodes.disk(node).ifPresent(NodeDisk::drain);
            processes.restartUnlessHeldDown(node);
        }
    }
}
