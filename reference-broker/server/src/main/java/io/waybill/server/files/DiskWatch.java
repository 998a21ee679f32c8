package io.waybill.server.files;

import io.waybill.environment.DiskFailure;

/** Is told what goes wrong on a disk, for people to read: the node itself learns less. Called on the disk's threads. */
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
}
