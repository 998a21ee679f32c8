package io.waybill.raft.storage;

import io.waybill.environment.DiskFailure;

/** The disk did not do what it was asked for. Nobody knows what is durable now, so the member must not go on. */
public final class StorageFailedException extends RuntimeException {

    /** Creates it with what the disk said. */
    public StorageFailedException(DiskFailure failure) {
        super(failure.toString());
    }
}
