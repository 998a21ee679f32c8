package io.waybill.fault;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a strike hits, resolved.
 *
 * @param nodes in ascending order; empty where the strike must not happen
 * @param links empty where the fault is not on links
 * @param hampered the nodes that may be unable to take part meanwhile; these count against the majority
 * @param refusal why the strike must not happen; empty where it may
 */
record Target(List<Integer> nodes, SortedSet<Link> links, SortedSet<Integer> hampered, String refusal) {

    Target {
        nodes = List.copyOf(nodes);
        links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
        hampered = Collections.unmodifiableSortedSet(new TreeSet<>(hampered));
    }

    static Target ofNodes(List<Integer> nodes, boolean hampers) {
        List<Integer> hampered = hampers ? nodes : List.of();
        return new Target(nodes.stream().sorted().toList(), Collections.emptySortedSet(), new TreeSet<>(hampered), "");
    }

    static Target refused(String reason) {
        return new Target(List.of(), Collections.emptySortedSet(), Collections.emptySortedSet(), reason);
    }

    boolean isRefused() {
        return nodes.isEmpty();
    }
}
