package io.waybill.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A fault that was started.
 *
 * @param id dense from 0 in the order of starts
 * @param occurrence which occurrence of the timeline it belongs to; the steps of a combined fault share it
 * @param fault the fault with its victim as named
 * @param nodes the victim as resolved, in ascending order, at least one; clients too where their links are hit, and
 *     only the numbers of clients within their role where these are restarted
 * @param links the links as resolved; empty where the fault is not on links
 * @param lasting how long it is to go on
 */
public record FaultRecord(
        int id, int occurrence, Fault.Single fault, List<Integer> nodes, SortedSet<Link> links, Duration lasting) {

    public FaultRecord {
        nodes = List.copyOf(nodes);
        links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
    }

    /** Makes one of a fault that is not on links. */
    public FaultRecord(int id, int occurrence, Fault.Single fault, List<Integer> nodes, Duration lasting) {
        this(id, occurrence, fault, nodes, Collections.emptySortedSet(), lasting);
    }

    /** Returns the resolved victim as reports write it: {@code n1, n3}, one text a node; {@code p1} for a client. */
    public List<String> nodeNames() {
        if (fault instanceof Fault.RestartClient restart) {
            return nodes.stream().map(restart.role()::name).toList();
        }
        return nodes.stream().map(node -> "n" + node).toList();
    }

    /** Returns what was hit as reports write it, one text each: {@code n1}, or {@code 1→3} for a fault on links. */
    public List<String> resolvedNames() {
        return links.isEmpty()
                ? nodeNames()
                : links.stream().map(Link::toString).toList();
    }

    /** Returns this fault on fewer nodes or links, under a number of its own. */
    FaultRecord narrowed(int newId, List<Integer> fewerNodes, Set<Link> fewerLinks) {
        return new FaultRecord(newId, occurrence, fault, fewerNodes, new TreeSet<>(fewerLinks), lasting);
    }
}
