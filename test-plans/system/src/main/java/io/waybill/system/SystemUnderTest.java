package io.waybill.system;

/**
 * A broker that can be started as a cluster. Found by {@link java.util.ServiceLoader}; has a public constructor without
 * parameters that does nothing.
 */
public interface SystemUnderTest {

    /** Returns the name that plans use: {@code kafka}. */
    String name();

    /** Returns the version that would be started: {@code 4.4.0}. */
    String version();

    /**
     * Starts a cluster, waits until every node is ready and every topic of the specification is there with all its
     * replicas in sync.
     *
     * @throws ClusterFailedException when it cannot be started; then nothing of it is left running
     * @throws InterruptedException when called off; then nothing of it is left running
     */
    Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException;
}
