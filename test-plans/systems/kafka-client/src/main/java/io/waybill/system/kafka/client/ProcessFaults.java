package io.waybill.system.kafka.client;

import io.waybill.fault.MachineFaults;

/** Breaks and repairs nodes that are processes. Used by one thread at a time. */
final class ProcessFaults implements MachineFaults {

    private final ProcessCluster.Nodes nodes;

    ProcessFaults(ProcessCluster.Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void kill(int node) {
        nodes.node(node).kill();
    }

    @Override
    public void restart(int node) {
        nodes.node(node).restart();
    }

    @Override
    public void pause(int node) {
        nodes.node(node).pause();
    }

    @Override
    public void resume(int node) {
        nodes.node(node).resume();
    }

    /**
     * Kills the process: all that a wipe needs. What it had not synced the system keeps, so power cuts that are to take
     * that away are not among the capabilities.
     */
    @Override
    public void cutPower(int node, boolean duringSync) {
        kill(node);
    }

    @Override
    public void wipe(int node) {
        nodes.files().wipe(node);
    }

    @Override
    public void slow(int node, int factor) {
        nodes.node(node).slow(factor);
    }
}
