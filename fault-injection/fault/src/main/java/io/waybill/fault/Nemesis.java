package io.waybill.fault;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The process that follows the schedule: breaks nodes and repairs them, and waits in between. A loop around
 * {@link SteppedNemesis}, for a world whose time passes by itself.
 *
 * <p>Lives on one thread, the one that calls {@link #run}; interrupt that thread to call the storm off. However
 * {@code run} ends, everything that was broken is repaired first. {@link #happened} may be called on any.
 */
public final class Nemesis {

    private final Timeline timeline;
    private final ClusterView view;
    private final FaultPorts ports;
    private final FaultListener listener;
    private final FaultClock clock;
    private final Queue<Moment> told = new ConcurrentLinkedQueue<>();
    private final Semaphore bell = new Semaphore(0);
    private @Nullable SteppedNemesis running;

    /** Something occurred that a fault may wait for. */
    private record Moment(String name, long nanos) {}

    /**
     * Makes a nemesis that has done nothing yet and has processes alone in its hands. It can run once.
     *
     * @throws IllegalArgumentException when the timeline has other faults; names all
     */
    public Nemesis(Timeline timeline, ClusterView view, NodeFaults faults, FaultListener listener, FaultClock clock) {
        this(timeline, view, FaultPorts.ofProcesses(faults), listener, clock);
    }

    /**
     * Makes a nemesis that has done nothing yet. It can run once.
     *
     * @throws IllegalArgumentException when the timeline has faults of which the ports are not capable; names all
     */
    public Nemesis(Timeline timeline, ClusterView view, FaultPorts ports, FaultListener listener, FaultClock clock) {
        ports.capabilities().require(timeline);
        this.timeline = timeline;
        this.view = view;
        this.ports = ports;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * A moment has occurred that a schedule may wait for ({@link Schedule.When}). Never blocks, and wakes the nemesis
     * where it waits. May be called by any thread, at any time, also by who is asked for something by the nemesis.
     *
     * @param nanos when it occurred, by the nemesis's clock; not after now. Before the storm and after it none counts
     */
    public void happened(String moment, long nanos) {
        told.add(new Moment(moment, nanos));
        bell.release();
    }

    /**
     * Follows the timeline from now on, until nothing is left of it or the storm's time is over or the thread is
     * interrupted; then repairs everything. An interrupt is passed on in the thread's interrupt flag.
     *
     * @throws java.io.UncheckedIOException when a node could not be broken or repaired; the others were repaired
     */
    public void run() {
        if (running != null) {
            throw new IllegalStateException("a nemesis runs once, was to run again: make another one");
        }
        SteppedNemesis steps = new SteppedNemesis(timeline, view, ports, listener, clock);
        running = steps;
        boolean interrupted = false;
        try {
            interrupted = follow(steps);
        } finally {
            // The repair itself must not be cut short by the interrupt that asked for it.
            interrupted |= Thread.interrupted();
            try {
                repairAll();
            } finally {
                // Also where the repair failed: whoever called the storm off may have ended the nodes as well.
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Repairs everything that is broken. Does nothing where nothing is; never during {@link #run}. */
    public void repairAll() {
        Optional.ofNullable(running).ifPresent(SteppedNemesis::repair);
    }

    /** Returns whether it was interrupted. */
    private boolean follow(SteppedNemesis steps) {
        while (!steps.isIdle()) {
            takeTold(steps);
            long dueNanos = steps.nextNanos();
            long nowNanos = clock.nanos();
            if (dueNanos <= nowNanos) {
                steps.step();
            } else if (nowNanos < steps.endNanos()) {
                try {
                    clock.awaitUntil(Math.min(dueNanos, steps.endNanos()), bell);
                } catch (InterruptedException e) {
                    return true;
                }
            } else {
                steps.tellTooLate();
                return false;
            }
        }
        return false;
    }

    private void takeTold(SteppedNemesis steps) {
        for (Moment moment = told.poll(); moment != null; moment = told.poll()) {
            steps.occurred(moment.name(), moment.nanos());
        }
    }
}
