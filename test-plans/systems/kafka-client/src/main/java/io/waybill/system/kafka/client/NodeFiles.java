package io.waybill.system.kafka.client;

import io.waybill.system.NodeReport;
import java.util.Optional;

/** What a kind of broker leaves in files. Used by one thread at a time. */
public interface NodeFiles {

    /** Takes away all that a node that is down has stored; it starts as an empty node of the same cluster. */
    void wipe(int node);

    /** Returns who understands a node's own log, from its beginning on. */
    LogReader reader(int node);

    /** Reads the lines of one node's log in order; may remember those before. */
    @FunctionalInterface
    interface LogReader {

        /** Returns what a line tells; empty where it tells nothing that we ask about. */
        Optional<NodeReport> read(String line);
    }
}
