package io.waybill.simulator;

import io.waybill.environment.Randomness;
import io.waybill.fault.MachineFaults;
import io.waybill.simulator.WorldListener.Ending;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Life;
import io.waybill.simulator.probe.ProbeViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All machines: how incarnations begin and end, and who is told. */
final class Machines implements MachineFaults {
    /** How long a power cut in the middle of a sync waits for one. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Course course;
    private final long eventNanos;
    private final Randomness randomness;
    private final List<@Nullable Machine> machines = new ArrayList<>();
    private final List<WorldListener> listeners = new ArrayList<>();
    private final SortedMap<Integer, PowerCut> waiting = new TreeMap<>();

    Machines(Course course, long eventNanos, Randomness randomness) {
        this.course = course;
        this.eventNanos = eventNanos;
        this.randomness = randomness;
    }

    /** A power cut that waits for a sync. */
    private static final class PowerCut {
        private boolean wipes;
    }

    void add(Machine machine) {
        while (machines.size() <= machine.node()) {
            machines.add(null);
        }
        machines.set(machine.node(), machine);
    }

    boolean has(int node) {
        return node >= 0 && node < machines.size() && machines.get(node) != null;
    }

    Machine get(int node) {
        Machine machine = has(node) ? machines.get(node) : null;
        if (machine == null) {
            throw new IllegalArgumentException("there is no node " + node);
        }
        return machine;
    }

    void listen(WorldListener listener) {
        listeners.add(listener);
    }

    @Override
    public void restart(int node) {
        Machine machine = get(node);
        forgetPowerCut(node);
        if (machine.life() == null) {
            machine.start(() -> crashed(node));
            course.note(node, () -> "life " + machine.incarnation() + " begins");
            listeners.forEach(each -> each.started(node, machine.incarnation()));
        }
    }

    @Override
    public void kill(int node) {
        forgetPowerCut(node);
        stop(node, Ending.KILL, null);
    }

    @Override
    public void cutPower(int node, boolean duringSync) {
        Machine machine = get(node);
        if (!duringSync || machine.life() == null) {
            cutNow(node);
            return;
        }
        if (waiting.containsKey(node)) {
            return;
        }
        var cut = new PowerCut();
        waiting.put(node, cut);
        machine.device()
                .onSync(doneAt -> course.at(between(doneAt), harness("power cut in a sync", () -> perform(node, cut))));
        course.after(PATIENCE_NANOS, harness("power cut", () -> perform(node, cut)));
    }

    @Override
    public void wipe(int node) {
        Machine machine = get(node);
        PowerCut cut = waiting.get(node);
        if (cut != null) {
            cut.wipes = true;
        } else if (machine.life() == null) {
            course.note(node, () -> "forgets everything");
            machine.device().wipe();
        } else {
            throw new IllegalStateException("node " + machine.name() + " must be down to be wiped");
        }
    }

    @Override
    public void pause(int node) {
        Life life = get(node).life();
        if (life != null && !life.isPaused()) {
            course.note(node, () -> "stands still");
            life.pause();
        }
    }

    @Override
    public void resume(int node) {
        Life life = get(node).life();
        if (life != null && life.isPaused()) {
            course.note(node, () -> "goes on");
            life.resume();
        }
    }

    @Override
    public void slow(int node, int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("a node must be slowed by a factor >= 1, was " + factor);
        }
        course.note(node, () -> factor == 1 ? "is as fast as ever" : "is slower by " + factor);
        get(node).cost(factor == 1 ? 0 : factor * eventNanos);
    }

    private void crashed(int node) {
        Life life = get(node).life();
        Throwable cause = life == null ? null : life.cause();
        if (cause instanceof ProbeViolation violation) {
            listeners.forEach(each -> each.violated(node, violation.id(), violation.detail()));
        }
        stop(node, Ending.CRASH, cause);
    }

    private void cutNow(int node) {
        forgetPowerCut(node);
        stop(node, Ending.POWER_CUT, null);
    }

    private void perform(int node, PowerCut cut) {
        if (waiting.get(node) == cut) {
            cutNow(node);
            if (cut.wipes) {
                wipe(node);
            }
        }
    }

    private void forgetPowerCut(int node) {
        if (waiting.remove(node) != null) {
            get(node).device().onSync(null);
        }
    }

    private void stop(int node, Ending ending, @Nullable Throwable cause) {
        Machine machine = get(node);
        boolean wasUp = machine.life() != null;
        if (wasUp) {
            course.note(node, () -> "ends: " + ending + (cause == null ? "" : " (" + cause + ")"));
        }
        machine.stop(ending != Ending.POWER_CUT);
        if (wasUp) {
            listeners.forEach(each -> each.ended(node, ending, cause));
        }
    }

    private long between(long doneAt) {
        return course.nanos() + randomness.nextLong(Math.max(1, doneAt - course.nanos()));
    }

    private HarnessEvent harness(String words, Runnable task) {
        return new HarnessEvent(course, words, task);
    }
}
