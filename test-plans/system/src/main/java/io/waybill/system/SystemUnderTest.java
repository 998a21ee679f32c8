package io.waybill.system;

import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A broker that can be started as a cluster. Found by {@link java.util.ServiceLoader}; has a public constructor without
 * parameters that does nothing.
 */
public interface SystemUnderTest {

    /** Returns the name that plans use: {@code kafka}. */
    String name();

    /** Returns the word for where its nodes live: {@code local}, processes on this machine, by default. */
    default String environment() {
        return "local";
    }

    /** Returns the version that would be started: {@code 4.4.0}. */
    String version();

    /** Returns of which libraries its clients can be made, the usual one first; the official one alone by default. */
    default List<ClientLibrary> libraries() {
        return List.of(ClientLibrary.OFFICIAL);
    }

    /** Returns which faults its clusters can be given; by default processes that are killed and paused. */
    default Capabilities capabilities() {
        return Capabilities.processes();
    }

    /** Returns of what its nodes' logs tell, as it happens ({@link Cluster#reports}); by default of nothing. */
    default Set<NodeReport.Kind> reports() {
        return Set.of();
    }

    /** Returns whether its clusters say who leads their controllers' quorum; by default they do not. */
    default boolean tellsOfQuorum() {
        return false;
    }

    /**
     * Returns the flaws that can be planted in it on purpose, each with what is wrong, by their ids; by default none.
     */
    default SortedMap<String, String> flaws() {
        return Collections.emptySortedMap();
    }

    /**
     * Returns what this machine lacks for it, one sentence each with what mends it; by default nothing. May take a
     * second.
     */
    default List<String> missing() {
        return List.of();
    }

    /**
     * Returns what this machine lacks for faults that the system can be given otherwise, one sentence each with what
     * mends it; by default nothing. May take a second.
     *
     * @param kinds the kinds of a plan's faults
     * @param scratch as in {@link Stage}
     */
    default List<String> missing(Set<FaultKind> kinds, Path scratch) {
        return List.of();
    }

    /**
     * Returns what is wrong with a cluster that is asked for, one sentence each; by default nobody knows beforehand.
     */
    default List<String> problems(ClusterSpec spec) {
        return List.of();
    }

    /** Returns what is wrong with clients that are asked for, one sentence each; by default nobody knows beforehand. */
    default List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        return List.of();
    }

    /**
     * Returns the same broker with a container for each node; by default it cannot be had.
     *
     * @param proxies what the links of its clusters run through
     */
    default Optional<SystemUnderTest> inContainers(ProxyServer proxies) {
        return Optional.empty();
    }

    /**
     * Returns the same broker with the links of its clusters through a Toxiproxy that somebody runs on this machine; by
     * default it cannot be had.
     *
     * @param host where that serves its API
     */
    default Optional<SystemUnderTest> throughToxiproxy(String host, int port) {
        return Optional.empty();
    }

    /**
     * Starts a cluster, waits until every node is ready and every topic of the specification is there with all its
     * replicas in sync.
     *
     * @throws ClusterFailedException when it cannot be started; then nothing of it is left running
     * @throws InterruptedException when called off; then nothing of it is left running
     */
    Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException;
}
