package io.waybill.runner;

import io.waybill.fault.MachineFaults;
import io.waybill.workload.Moments;
import java.util.function.IntConsumer;

/** Lets the moments see what befalls a machine just before it does. */
final class WatchedMachines extends WatchedNodes implements MachineFaults {

    private final Moments moments;
    private final IntConsumer strikes;
    private final MachineFaults faults;

    WatchedMachines(Moments moments, IntConsumer strikes, MachineFaults faults) {
        super(moments, strikes, faults);
        this.moments = moments;
        this.strikes = strikes;
        this.faults = faults;
    }

    @Override
    public void cutPower(int node, boolean duringSync) {
        strikes.accept(node);
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
