package io.waybill.raft.settings;

import io.waybill.environment.Endpoint;
import io.waybill.raft.entry.Membership;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes there are, and who belongs to the quorum at the beginning. The same for every node of a cluster, also for
 * one that joins later: it is in the addresses and not in the membership.
 *
 * @param addresses where each node listens, members and those that may become members
 * @param initial who belongs to the quorum before the first membership change
 */
public record Cluster(SortedMap<Integer, Endpoint> addresses, Membership initial) {

    public Cluster {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        for (int node : initial.all()) {
            if (!addresses.containsKey(node)) {
                throw new IllegalArgumentException(
                        "member " + node + " has no address; there are addresses of " + addresses.keySet());
            }
        }
    }
}
