package io.waybill.server.files;

import io.waybill.environment.DiskFailure;

/**
 * Is told what a disk does and what goes wrong on it, for people to read: the node itself learns less. Called on the
 * disk's threads.
 */
@FunctionalInterface
public interface DiskWatch {

    /** Watches nothing. */
    DiskWatch NONE = (failure, cause) -> {};

    /**
     * An operation failed.
     *
     * @param failure what the node is told
     * @param cause what the system said
     */
    void failed(DiskFailure failure, Exception cause);

    /** Bytes were given to the system. */
    default void wrote(long bytes) {}

    /**
     * The system has forced a file to the device.
     *
     * @param nanos how long it took
     */
    default void forced(long nanos) {}
}
