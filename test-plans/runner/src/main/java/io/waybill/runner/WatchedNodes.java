package io.waybill.runner;

import io.waybill.fault.NodeFaults;
import io.waybill.workload.Moments;

/** Lets the moments see what befalls a node just before it does. */
class WatchedNodes implements NodeFaults {

    private final Moments moments;
    private final NodeFaults faults;

    WatchedNodes(Moments moments, NodeFaults faults) {
        this.moments = moments;
        this.faults = faults;
    }

    @Override
    public final void kill(int node) {
        moments.beforeKill(node);
        faults.kill(node);
    }

    @Override
    public final void restart(int node) {
        moments.beforeRepair(node);
        faults.restart(node);
    }

    @Override
    public final void pause(int node) {
        moments.beforePause(node);
        faults.pause(node);
    }

    @Override
    public final void resume(int node) {
        moments.beforeRepair(node);
        faults.resume(node);
    }
}
