package io.waybill.server.process;

import io.waybill.environment.DiskFailure;
import io.waybill.server.files.DiskWatch;
import io.waybill.server.metrics.NodeMeters;

/** Counts what a disk does, and says what goes wrong on it. */
record DiskMeter(NodeLog log, NodeMeters meters) implements DiskWatch {

    @Override
    public void failed(DiskFailure failure, Exception cause) {
        meters.diskFailed();
        log.diskFailed(failure, cause);
    }

    @Override
    public void wrote(long bytes) {
        meters.wrote(bytes);
    }

    @Override
    public void forced(long nanos) {
        meters.forced(nanos);
    }
}
