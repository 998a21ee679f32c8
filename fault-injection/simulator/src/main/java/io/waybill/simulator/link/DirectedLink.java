package io.waybill.simulator.link;

import io.waybill.environment.Randomness;
import io.waybill.fault.LinkFault;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Event;
import io.waybill.simulator.settings.LinkSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One direction between two nodes: when what is sent arrives, and the faults that hold on it now. */
final class DirectedLink {
    private static final double NANOS_A_SECOND = 1e9;

    private final Course course;
    private final LinkSettings settings;
    private final int from;
    private final int to;
    private final long seed;
    private long sent;
    private long busyUntil;
    private double nanosPerByte;

    private boolean troubled;
    private final SortedMap<Integer, LinkFault> faults = new TreeMap<>();
    private int stalls;
    private int blackholes;
    private int refusals;
    private int slowdowns;
    private final ArrayDeque<Event> heldBack = new ArrayDeque<>();
    private final List<Session> lost = new ArrayList<>();

    DirectedLink(Course course, LinkSettings settings, int from, int to, long seed) {
        this.course = course;
        this.settings = settings;
        this.from = from;
        this.to = to;
        this.seed = seed;
        this.nanosPerByte = NANOS_A_SECOND / settings.bytesPerSecond();
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Returns whether any fault holds on it, or something is held back. */
    boolean isTroubled() {
        return troubled;
    }

    boolean refuses() {
        return refusals > 0;
    }

    boolean isBlackholed() {
        return blackholes > 0;
    }

    /** Returns when something that is sent now arrives, if nothing of the same connection is before it. */
    long arrival(int bytes) {
        long start = Math.max(course.nanos(), busyUntil);
        busyUntil = start + (long) (bytes * nanosPerByte);
        long number = sent++;
        long arrival = busyUntil + settings.latency().of(Randomness.keyed(seed, number));
        return slowdowns == 0 ? arrival : arrival + delays(number);
    }

    /** Returns how much later than its beginning a frame arrives as a whole. */
    long slices(int bytes) {
        long pauses = 0;
        for (LinkFault fault : faults.values()) {
            if (fault instanceof LinkFault.Slice slice && bytes > 0) {
                pauses += (bytes - 1) / slice.pieceBytes() * slice.pause().toNanos();
            }
        }
        return pauses;
    }

    /** Returns the soonest that anything sent now may arrive. */
    long soonest() {
        return course.nanos() + settings.latency().minNanos();
    }

    /** Returns whether something that arrives now does not: it is lost, or is kept until the stall is over. */
    boolean keepsBack(Event travel, Session session) {
        if (blackholes > 0) {
            lose(session);
            return true;
        }
        if (stalls > 0) {
            heldBack.add(travel);
            return true;
        }
        return false;
    }

    /** Notes that a connection sends something over this link, which a black hole swallows. */
    void leaves(Session session) {
        if (blackholes > 0) {
            lose(session);
        }
    }

    private void lose(Session session) {
        long silence = 0;
        for (LinkFault fault : faults.values()) {
            if (fault instanceof LinkFault.Blackhole blackhole) {
                silence = Math.max(silence, blackhole.silence().toNanos());
            }
        }
        session.lose(this, silence);
    }

    /** A connection that lost something here is to time out when the black hole is gone. */
    void awaitsEnd(Session session) {
        lost.add(session);
    }

    void begin(int id, LinkFault fault) {
        faults.put(id, fault);
        count(fault, 1);
    }

    void end(int id) {
        LinkFault fault = faults.remove(id);
        if (fault != null) {
            count(fault, -1);
        }
        if (stalls == 0) {
            heldBack.forEach(course::soon);
            heldBack.clear();
        }
        if (blackholes == 0) {
            lost.forEach(Session::timeOut);
            lost.clear();
        }
    }

    /** Returns whether anything makes it slower than it was. */
    boolean isSlow() {
        return slowdowns > 0;
    }

    /** Forgets what has queued up: what made it slow is over. */
    void hurry() {
        busyUntil = Math.min(busyUntil, course.nanos());
    }

    private void count(LinkFault fault, int one) {
        if (fault instanceof LinkFault.Stall) {
            stalls += one;
        } else if (fault instanceof LinkFault.Blackhole) {
            blackholes += one;
        } else if (fault instanceof LinkFault.Refuse) {
            refusals += one;
        } else if (!(fault instanceof LinkFault.Reset)) {
            slowdowns += one;
        }
        long rate = settings.bytesPerSecond();
        for (LinkFault each : faults.values()) {
            if (each instanceof LinkFault.Throttle throttle) {
                rate = Math.min(rate, throttle.bytesPerSecond());
            }
        }
        nanosPerByte = NANOS_A_SECOND / rate;
        troubled = stalls + blackholes > 0;
    }

    private long delays(long number) {
        long delay = 0;
        for (var entry : faults.entrySet()) {
            if (entry.getValue() instanceof LinkFault.Delay fault) {
                long min = fault.extra().min().toNanos();
                long width = fault.extra().max().toNanos() - min;
                long bits = Randomness.keyed(seed ^ entry.getKey(), ~number);
                delay += min + (long) (Randomness.unit(bits) * width);
            }
        }
        return delay;
    }
}
