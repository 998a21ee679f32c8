package io.waybill.runner;

import io.waybill.fault.NodeFaults;
import io.waybill.workload.Moments;
import java.util.function.IntConsumer;

/** Lets the moments see what befalls a node just before it does. */
class WatchedNodes implements NodeFaults {

    private final Moments moments;
    private final IntConsumer strikes;
    private final NodeFaults faults;

    WatchedNodes(Moments moments, IntConsumer strikes, NodeFaults faults) {
        this.moments = moments;
        this.strikes = strikes;
        this.faults = faults;
    }

    @Override
    public final void kill(int node) {
        strikes.accept(node);
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
        strikes.accept(node);
        moments.beforePause(node);
        faults.pause(node);
    }

    @Override
    public final void resume(int node) {
        moments.beforeRepair(node);
        faults.resume(node);
    }
}
