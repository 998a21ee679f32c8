package io.waybill.runner;

import io.waybill.fault.MachineFaults;
import io.waybill.workload.Moments;

/** Lets the moments see what befalls a machine just before it does. */
final class WatchedMachines extends WatchedNodes implements MachineFaults {

    private final Moments moments;
    private final MachineFaults faults;

    WatchedMachines(Moments moments, MachineFaults faults) {
        super(moments, faults);
        this.moments = moments;
        this.faults = faults;
    }

    @Override
    public void cutPower(int node, boolean duringSync) {
        moments.beforeKill(node);
        faults.cutPower(node, duringSync);
    }

    @Override
    public void wipe(int node) {
        faults.wipe(node);
    }

    @Override
    public void slow(int node, int factor) {
        faults.slow(node, factor);
    }
}
