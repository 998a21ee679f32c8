package io.waybill.simulator.event;

import io.waybill.simulator.trace.Checkpoints;
import io.waybill.simulator.trace.Trace;
import io.waybill.simulator.trace.TraceLine;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The course of events: the time, what is to happen, and a hash of what has happened. */
public final class Course {

    /** The node of events that concern none. */
    public static final int NOBODY = -1;

    private final EventQueue queue = new EventQueue();
    /** What is to happen now, after what the queue has for now: most of all events, and in their order already. */
    private final ArrayDeque<Event> soon = new ArrayDeque<>();

    private final Checkpoints checkpoints = new Checkpoints();
    private final @Nullable Trace trace;
    private final SortedMap<Integer, String> names = new TreeMap<>();
    private @Nullable IntConsumer hook;
    private long now;

    /** Returns a course at time 0 on which nothing is to happen. */
    public Course(Trace trace) {
        this.trace = trace.isEmpty() ? null : trace;
        name(NOBODY, "-");
    }

    /** Says how lines of the trace name a node. */
    public void name(int node, String name) {
        names.put(node, name);
    }

    /** Returns how lines of the trace name a node. */
    public String nameOf(int node) {
        return names.getOrDefault(node, "n?" + node);
    }

    /** Returns the time. */
    public long nanos() {
        return now;
    }

    /** Returns the hash of what has happened, now and at every thousandth event. */
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /** Lets an event happen at a time, which is not in the past. */
    public void at(long nanos, Event event) {
        if (nanos < now) {
            throw new IllegalArgumentException("an event must not be in the past: now is " + now + ", was " + nanos);
        }
        if (nanos == now) {
            soon.add(event);
        } else {
            queue.add(nanos, event);
        }
    }

    /** Lets an event happen as soon as everything has happened that is to happen now. */
    public void soon(Event event) {
        soon.add(event);
    }

    /** Lets an event happen after a delay of 0 or more. */
    public void after(long delayNanos, Event event) {
        at(now + delayNanos, event);
    }

    /**
     * Lets the next event happen.
     *
     * @return false where there is none
     */
    public boolean step() {
        Event next = next(Long.MAX_VALUE);
        while (next != null) {
            if (next.happen()) {
                return true;
            }
            next = next(Long.MAX_VALUE);
        }
        return false;
    }

    /** Takes out the next event up to and including a time, and makes it its time; null where there is none. */
    private @Nullable Event next(long until) {
        boolean isQueued = queue.size() > 0;
        long time = isQueued ? queue.firstTime() : Long.MAX_VALUE;
        if (!soon.isEmpty() && (!isQueued || time > now)) {
            return now <= until ? soon.poll() : null;
        }
        if (!isQueued || time > until) {
            return null;
        }
        now = time;
        return queue.poll();
    }

    /** Lets everything happen up to and including a time, and makes it that time. */
    public void runUntil(long nanos) {
        Event next = next(nanos);
        while (next != null) {
            next.happen();
            next = next(nanos);
        }
        now = Math.max(now, nanos);
    }

    /** Notes that an event happens now. Every event says so once, before it has any effect. */
    public void happened(Event event, int node) {
        long content = event.content();
        checkpoints.add(now, node, event.kind(), content);
        if (trace != null && trace.wants(checkpoints.events() - 1, now)) {
            trace.add(new TraceLine(
                    checkpoints.events() - 1, now, nameOf(node), event.describe(trace.frames()), content));
        }
    }

    /** Writes a line that is no event, if somebody reads it. */
    public void note(int node, Supplier<String> text) {
        if (trace != null && trace.wants(checkpoints.events(), now)) {
            trace.add(new TraceLine(checkpoints.events(), now, nameOf(node), text.get(), 0));
        }
    }

    /** Calls a hook after each callback of a node. */
    public void afterEvent(IntConsumer newHook) {
        hook = newHook;
    }

    /** Notes that an event that waits for its time turned out to be in vain: see {@link Event#isInVain}. */
    public void inVain() {
        queue.inVain();
    }

    /** Gives events new times; those that get the same time stay in the order in which they were added. */
    public void retime(Retiming retiming) {
        while (!soon.isEmpty()) {
            queue.add(now, soon.remove());
        }
        queue.retime(retiming);
    }

    /** Says when an event is to happen instead. */
    @FunctionalInterface
    public interface Retiming {

        /** Returns the new time, not in the past, of an event that was to happen at {@code time}. */
        long timeOf(Event event, long time);
    }

    void ran(int node) {
        if (hook != null) {
            hook.accept(node);
        }
    }
}
