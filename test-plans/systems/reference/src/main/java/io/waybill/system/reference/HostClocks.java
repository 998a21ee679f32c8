package io.waybill.system.reference;

import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.system.Stage;
import io.waybill.system.reference.image.BrokerImage;
import io.waybill.system.reference.node.LocalLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folders of this machine with the clocks by which nodes in containers live. They go with {@link #close}. */
final class HostClocks implements AutoCloseable {

    /** Where a node finds its clock. */
    private static final String FOLDER = "/run/clock";

    /** The variables of each node: it finds its own clock at the same place as every other. */
    static final Map<String, String> ENVIRONMENT = NodeClock.environment(BrokerImage.CLOCK_LIBRARY, FOLDER);

    /** A workspace without processes: what is in it is swept as that of local clusters is. */
    private final LocalProcesses home;

    private final SortedMap<Integer, NodeClock> byNode = new TreeMap<>();

    private HostClocks(LocalProcesses home) {
        this.home = home;
    }

    static HostClocks make(int nodes, Stage stage) {
        HostClocks clocks = new HostClocks(LocalProcesses.open(stage.scratch(), false));
        try {
            for (int node = 1; node <= nodes; node++) {
                clocks.byNode.put(node, clocks.home.clock(LocalLayout.nameOf(node)));
            }
            return clocks;
        } catch (RuntimeException e) {
            clocks.close();
            throw e;
        }
    }

    SortedMap<Integer, NodeClock> byNode() {
        return byNode;
    }

    /** Returns what a node finds of this machine, by the paths at which it does. */
    Map<String, Path> folders(int node) {
        NodeClock clock = byNode.get(node);
        if (clock == null) {
            throw new IllegalArgumentException("node must be one of " + byNode.keySet() + ", was " + node);
        }
        return Map.of(FOLDER, clock.folder());
    }

    @Override
    public void close() {
        home.close();
    }
}
