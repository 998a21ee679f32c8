package io.waybill.system.kafka.client;

import io.waybill.environment.disk.NodeDisk;
import io.waybill.fault.MachineFaults;
import java.util.SortedSet;
import java.util.TreeSet;

/** Breaks and repairs nodes that are processes. Used by one thread at a time. */
final class ProcessFaults implements MachineFaults {

    private final ProcessCluster.Nodes nodes;
    /** Those that a fault has ended and not started again. */
    private final SortedSet<Integer> heldDown = new TreeSet<>();

    ProcessFaults(ProcessCluster.Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void kill(int node) {
        heldDown.add(node);
        nodes.node(node).kill();
    }

    @Override
    public void restart(int node) {
        heldDown.remove(node);
        nodes.start(node);
    }

    /** Starts a node that has ended by itself. */
    void restartUnlessHeldDown(int node) {
        if (!heldDown.contains(node)) {
            nodes.start(node);
        }
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
     * Stops its disk where it has one of its own, and kills the process: in that order, else the system would finish a
     * sync that is under way before the process ends. Nothing tells when a process is in the middle of one. Where it
     * has no such disk, what it had not synced is kept by the system, so that power cuts are not among the
     * capabilities; a wipe needs no more than the kill.
     */
    @Override
    public void cutPower(int node, boolean duringSync) {
        heldDown.add(node); // What its disk's end makes of it is no end of its own.
        nodes.disk(node).ifPresent(NodeDisk::cutPower);
        nodes.node(node).kill();
    }

    @Override
    public void wipe(int node) {
        nodes.disk(node).ifPresent(NodeDisk::powerUp);
        nodes.files().wipe(node);
        // Else the next loss of power would undo it.
        nodes.disk(node).ifPresent(NodeDisk::sync);
    }

    @Override
    public void slow(int node, int factor) {
        nodes.node(node).slow(factor);
    }
}
