package io.waybill.toxiproxy.proxy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** What the faults have done, in order. The oldest entries go when there are too many. Used on one thread. */
public final class EventLog {

    private static final int MOST = 10_000;

    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long number;

    /**
     * One thing that happened.
     *
     * @param number counted from 1 in a server's life
     * @param at the time of day
     * @param what the kind: {@code fault-begun}, {@code fault-ended}, {@code connection-held}, {@code connection-lost},
     *     {@code connection-reset}, {@code connection-freed}, {@code connection-ended}, {@code listener-closed},
     *     {@code listener-opened}, or {@code internal-error} with what is wrong
     * @param fault the fault's id
     * @param proxy the proxy's name, or empty
     * @param stream the direction's word, or empty
     * @param connection the connection's number at its proxy, counted from 1; 0 where it is about none
     * @param heldBytes how many bytes the fault has held back or slowed down there
     * @param droppedBytes how many bytes it has lost there
     */
    public record Event(
            long number,
            Instant at,
            String what,
            String fault,
            String proxy,
            String stream,
            long connection,
            long heldBytes,
            long droppedBytes) {}

    void add(String what, String fault, String proxy, String stream, long connection, long held, long dropped) {
        if (events.size() >= MOST) {
            events.remove();
        }
        events.add(new Event(++number, Instant.now(), what, fault, proxy, stream, connection, held, dropped));
    }

    /** Returns what happened after the event of a number, 0 for all that is kept, in order. */
    public List<Event> after(long lastKnown) {
        return events.stream().filter(event -> event.number() > lastKnown).toList();
    }
}
