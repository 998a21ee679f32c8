package io.waybill.system.kafka;

import java.util.SortedMap;

/** Where the nodes of a cluster on loopback listen, and how they find each other. Pure. */
sealed interface Layout permits DirectLayout, ProxiedLayout {

    /** Where everything listens. */
    String LOOPBACK = "127.0.0.1";

    /** Returns what a node's settings say about it. */
    SortedMap<String, String> settings(int node);

    /**
     * Returns the hosts that a node's JVM is to know and no others, in the format of {@code /etc/hosts}; empty where it
     * is to ask the system, as usual.
     */
    String hosts(int node);
}
