package io.waybill.fault;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cluster said at the moment of a strike.
 *
 * @param partitions the partitions that the victims name
 * @param quorum the controllers' quorum; without leader and voters where no victim names it
 * @param clients the clients by group, as links know them
 * @param restartable how many clients of each role can be ended and begun anew
 */
record Situation(
        SortedMap<Partition, PartitionView> partitions,
        QuorumView quorum,
        SortedMap<String, List<Integer>> clients,
        SortedMap<ClientRole, Integer> restartable) {

    private static final QuorumView NOT_ASKED = new QuorumView(QuorumView.UNKNOWN, List.of());

    Situation {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
        clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
        restartable = Collections.unmodifiableSortedMap(new TreeMap<>(restartable));
    }

    /**
     * Asks all that is needed to aim an occurrence, and nothing else: each question may block.
     *
     * @throws ClusterUnavailableException when the cluster does not answer one
     */
    static Situation of(Questions questions, ClusterView view, ClientFaults hands) {
        SortedMap<Partition, PartitionView> partitions = new TreeMap<>();
        for (Partition partition : questions.partitions()) {
            partitions.put(partition, view.describe(partition));
        }
        QuorumView quorum = questions.quorum() ? view.quorum() : NOT_ASKED;
        SortedMap<ClientRole, Integer> restartable = new TreeMap<>();
        for (ClientRole role : ClientRole.values()) {
            restartable.put(role, hands.count(role));
        }
        return new Situation(partitions, quorum, view.clients(), restartable);
    }

    /** Returns the ids of all clients, in ascending order. */
    List<Integer> allClients() {
        return clients.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
