package io.waybill.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The process that follows the schedule: breaks nodes and repairs them. {@link Storm} decides, this acts.
 *
 * <p>Lives on one thread, the one that calls {@link #run}; interrupt that thread to call the storm off. However
 * {@code run} ends, everything that was broken is repaired first.
 */
public final class Nemesis {

    private final Storm storm;
    private final long stormNanos;
    private final ClusterView view;
    private final NodeFaults faults;
    private final FaultListener listener;
    private final FaultClock clock;

    /** Makes a nemesis that has done nothing yet. It can run once. */
    public Nemesis(Timeline timeline, ClusterView view, NodeFaults faults, FaultListener listener, FaultClock clock) {
        this.storm = new Storm(timeline, view.nodes());
        this.stormNanos = timeline.storm().toNanos();
        this.view = view;
        this.faults = faults;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Follows the timeline from now on, until nothing is left of it or the storm's time is over or the thread is
     * interrupted; then repairs everything. An interrupt is passed on in the thread's interrupt flag.
     *
     * @throws java.io.UncheckedIOException when a node could not be broken or repaired; the others were repaired
     */
    public void run() {
        long startNanos = clock.nanos();
        boolean interrupted = false;
        try {
            interrupted = follow(startNanos);
        } finally {
            // The repair itself must not be cut short by the interrupt that asked for it.
            interrupted |= Thread.interrupted();
            repairAll();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Repairs everything that is broken. Does nothing where nothing is; never during {@link #run}. */
    public void repairAll() {
        RuntimeException failure = null;
        for (FaultRecord fault : storm.callOff()) {
            try {
                end(fault);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns whether it was interrupted. */
    private boolean follow(long startNanos) {
        long dueNanos = storm.nextNanos();
        while (dueNanos != Long.MAX_VALUE) {
            try {
                clock.awaitUntil(startNanos + Math.min(dueNanos, stormNanos));
            } catch (InterruptedException e) {
                return true;
            }
            if (dueNanos >= stormNanos) {
                return false;
            }
            storm.next(clock.nanos() - startNanos).ifPresent(turn -> take(turn, startNanos));
            dueNanos = storm.nextNanos();
        }
        return false;
    }

    private void take(Storm.Turn turn, long startNanos) {
        turn.<Runnable>match(
                        aim -> () -> aim(aim, startNanos),
                        begin -> () -> begin(begin.fault()),
                        end -> () -> end(end.fault()))
                .run();
    }

    private void aim(Storm.Turn.Resolve aim, long startNanos) {
        Map<Partition, PartitionView> views = new TreeMap<>();
        try {
            for (Partition partition : aim.partitions()) {
                views.put(partition, view.describe(partition));
            }
        } catch (ClusterUnavailableException e) {
            listener.skipped(aim.occurrence(), "the cluster did not say whom to hit: " + e.getMessage(), clock.nanos());
            return;
        }
        storm.aim(aim.occurrence(), views, clock.nanos() - startNanos)
                .ifPresent(reason -> listener.skipped(aim.occurrence(), reason, clock.nanos()));
    }

    private void begin(FaultRecord fault) {
        long beginNanos = clock.nanos();
        forEachNode(fault.nodes(), fault.fault().matchSingle(kill -> faults::kill, pause -> faults::pause));
        listener.started(fault, beginNanos, clock.nanos());
    }

    private void end(FaultRecord fault) {
        long beginNanos = clock.nanos();
        forEachNode(fault.nodes(), fault.fault().matchSingle(kill -> faults::restart, pause -> faults::resume));
        listener.stopped(fault, beginNanos, clock.nanos());
    }

    private interface NodeAction {
        void on(int node);
    }

    /** Acts on every node even where one refuses, and then says so. */
    private static void forEachNode(List<Integer> nodes, NodeAction action) {
        RuntimeException failure = null;
        for (int node : nodes) {
            try {
                action.on(node);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
