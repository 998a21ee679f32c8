package io.waybill.fault;

import java.time.Duration;
import java.util.List;

/**
 * A fault that was started.
 *
 * @param id dense from 0 in the order of starts
 * @param occurrence which occurrence of the timeline it belongs to; the steps of a combined fault share it
 * @param fault the fault with its victim as named
 * @param nodes the victim as resolved, in ascending order, at least one
 * @param lasting how long it is to go on
 */
public record FaultRecord(int id, int occurrence, Fault.Single fault, List<Integer> nodes, Duration lasting) {

    public FaultRecord {
        nodes = List.copyOf(nodes);
    }

    /** Returns the resolved victim as reports write it: {@code n1, n3}, one text a node. */
    public List<String> nodeNames() {
        return nodes.stream().map(node -> "n" + node).toList();
    }
}
