package io.waybill.system.reference;

import io.waybill.environment.Endpoint;
import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.NodeDisk;
import io.waybill.environment.node.NodeRuntime;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.util.List;
import java.util.SortedMap;

/**
 * Where the nodes of one cluster live: as processes of this machine, or in containers. Used by one thread at a time.
 * {@link #close} ends the nodes and removes all that they have, except their logs.
 */
interface NodeHome extends AutoCloseable {

    /** Returns where the nodes listen, as they see it themselves. */
    LocalLayout layout();

    /** Returns where this machine reaches each node's listener for clients, the first node's first. */
    List<Endpoint> reached();

    /** Starts the proxies of the links. They end with what is returned. */
    ProxiedLinks openLinks();

    /** Returns the folder in which a node keeps its data, as the node sees it. */
    String data(int node);

    /**
     * Starts all nodes and does not wait until they are ready.
     *
     * @param configs the configuration of each, by its id
     * @param flaws the ids of the flaws to plant in them
     */
    SortedMap<Integer, ? extends NodeRuntime> launch(
            SortedMap<Integer, SortedMap<String, String>> configs, List<String> flaws) throws InterruptedException;

    /** Returns the nodes' own disks, by their ids; empty where they have none. */
    SortedMap<Integer, NodeDisk> disks();

    /** Returns the nodes' own clocks, by their ids; empty where they live by this machine's. */
    SortedMap<Integer, NodeClock> clocks();

    /** Takes away all that a node that is down has stored. */
    void wipe(int node);

    @Override
    void close();
}
