package io.waybill.system;

import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Partition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A running cluster. {@link #close} ends it and removes all that it has on disk, except its logs.
 *
 * <p>{@link #view}, {@link #bounds}, {@link #producer} and {@link #consumer} may be used by several threads; the rest
 * by one.
 */
public interface Cluster extends ClientSource, AutoCloseable {

    /** Returns what runs, with its version: {@code kafka 4.4.0}. */
    String description();

    /** Returns the addresses at which clients find it, as {@code host:port,…}; they stay the same during its life. */
    String bootstrap();

    /** Returns what the cluster says of itself. */
    ClusterView view();

    /** Returns the means to break and to repair it; they can do what its system said of itself. */
    FaultPorts faults();

    /** Returns whether the node's process is there, paused or not. */
    boolean isAlive(int node);

    /** Returns the file that the node logs to. */
    Path log(int node);

    /**
     * Starts and resumes what is down, and waits until every node is ready and every replica of the specification's
     * topics is in sync. What a leader alone has may still be on its way to a replica, for {@link #replicaLag}.
     *
     * @return whether that was so from the first look on
     * @throws io.waybill.fault.ClusterUnavailableException when that is not so in time; the message says what is
     *     missing
     * @throws InterruptedException when called off
     */
    boolean awaitWhole(Duration deadline) throws InterruptedException;

    /** Returns for how long a replica may be behind and count as in sync. */
    Duration replicaLag();

    /**
     * Returns how far each partition can be read.
     *
     * @throws io.waybill.fault.ClusterUnavailableException when a partition's leader does not answer in time
     */
    Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline);

    /**
     * How far a partition can be read.
     *
     * @param start the oldest offset that is kept
     * @param end the offset after the newest that a consumer is shown
     * @param leaderEpoch the epoch of the leader that said so, or -1 where it is not known
     */
    record Bounds(long start, long end, int leaderEpoch) {}

    /**
     * Returns what the nodes' own logs have told since this was asked for the last time, those of one node in order. A
     * system says of itself of what its nodes tell ({@link SystemUnderTest#reports}).
     */
    default List<NodeReport> reports() {
        return List.of();
    }

    /**
     * A fault on links did something to a connection, or to all of them.
     *
     * @param number counted from 1 in the cluster's life, without gaps
     * @param at when, by the host's wall clock
     * @param fault the number by which the links know the fault
     * @param what the kind: {@code connection-held}, {@code connection-lost}, {@code connection-reset}, …
     * @param where the name of what the connection goes through, or empty
     * @param stream the direction's word, or empty
     * @param connection the connection's number there; 0 where it is about none
     * @param heldBytes how many bytes the fault has held back there
     * @param droppedBytes how many bytes it has lost there
     */
    record LinkHit(
            long number,
            Instant at,
            int fault,
            String what,
            String where,
            String stream,
            long connection,
            long heldBytes,
            long droppedBytes) {}

    /**
     * Returns what faults on links have hit, in order, as far as it is still kept. A system that does not tell returns
     * none, the default.
     *
     * @param after the number of the last that is known, or 0
     */
    default List<LinkHit> linkHits(long after) {
        return List.of();
    }

    /** Returns the number that the operating system has given to a node's process; empty where there is none now. */
    default OptionalLong pid(int node) {
        return OptionalLong.empty();
    }

    /** Ends every node, paused ones too, and removes their data. Harmless when done already. */
    @Override
    void close();
}
