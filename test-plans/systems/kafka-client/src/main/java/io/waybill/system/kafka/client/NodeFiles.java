package io.waybill.system.kafka.client;

import io.waybill.system.Cluster.Repeat;
import io.waybill.system.Cluster.Truncation;
import java.nio.file.Path;
import java.util.List;

/** What a kind of broker leaves in files. Used by one thread at a time. */
public interface NodeFiles {

    /** Takes away all that a node that is down has stored; it starts as an empty node of the same cluster. */
    void wipe(int node);

    /** Returns what a node's own log says of logs that were cut back; nothing where it cannot be read. */
    List<Truncation> truncations(int node, Path log);

    /** Returns what a node's own log says of batches that were sent again; by default nodes do not tell. */
    default List<Repeat> repeats(int node, Path log) {
        return List.of();
    }
}
