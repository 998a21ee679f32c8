package io.waybill.runner;

import io.waybill.system.Cluster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that stays up when its configuration is over: that of the last one, until {@link #close}. Its faults are
 * healed. Used by the thread that runs the plan; whatever ends the process ends the cluster as well.
 */
public final class KeptCluster implements AutoCloseable {

    private String configuration = "";
    private @Nullable Cluster cluster;

    /** Makes a place for a cluster. */
    public KeptCluster() {}

    /** Returns the addresses at which clients find the cluster, as {@code host:port,…}; empty where none is up. */
    public Optional<String> bootstrap() {
        return Optional.ofNullable(cluster).map(Cluster::bootstrap);
    }

    /** Returns the name of the configuration whose cluster it is; empty where none was kept yet. */
    public String configuration() {
        return configuration;
    }

    /** Takes a cluster over, and ends the one that was kept before. */
    void keep(String name, Cluster next) {
        close();
        configuration = name;
        cluster = next;
    }

    /** Ends the cluster that is kept, if there is one, and removes its data. */
    @Override
    public void close() {
        Cluster kept = cluster;
        cluster = null;
        if (kept != null) {
            kept.close();
        }
    }
}
