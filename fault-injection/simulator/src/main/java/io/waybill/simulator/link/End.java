package io.waybill.simulator.link;

import io.waybill.environment.Connection;
import io.waybill.simulator.event.Loop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One end of a connection. */
final class End implements Connection {
    private final Network network;
    private final Session session;
    private final Host host;
    private final Loop loop;
    private final DirectedLink out;
    private final DirectedLink in;
    private final int roomBytes;
    private @Nullable Handler handler;
    private @Nullable ArrayDeque<ByteBuffer> unsent;
    private long lastArrival;
    private int underwayBytes;
    private boolean full;
    private boolean open;
    private boolean over;
    private boolean closing;
    private boolean aborted;
    private boolean roomSent;
    private boolean paused;
    private @Nullable ArrayDeque<Arrival> kept;
    private @Nullable Arrival next;
    private int place;

    End(Network network, Session session, Host host, Loop loop, DirectedLink out, DirectedLink in) {
        this.network = network;
        this.session = session;
        this.host = host;
        this.loop = loop;
        this.out = out;
        this.in = in;
        this.roomBytes = network.settings().roomBytes();
        host.add(this);
    }

    Session session() {
        return session;
    }

    Loop loop() {
        return loop;
    }

    DirectedLink out() {
        return out;
    }

    DirectedLink in() {
        return in;
    }

    /** Returns whether it has ended for its own side: nothing but its end is told any more. */
    boolean isOver() {
        return over;
    }

    /** Returns whether what it sent and nobody got is lost. */
    boolean isAborted() {
        return aborted;
    }

    /** Returns its place in the list of its host. */
    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    void handler(Handler newHandler) {
        handler = newHandler;
    }

    @Nullable
    Handler handler() {
        return handler;
    }

    @Override
    public boolean send(ByteBuffer frame) {
        if (over) {
            return false;
        }
        ByteBuffer own = frame.slice();
        underwayBytes += own.remaining();
        full |= underwayBytes >= roomBytes;
        if (open) {
            dispatch(own);
        } else {
            if (unsent == null) {
                unsent = new ArrayDeque<>();
            }
            unsent.add(own);
        }
        return true;
    }

    @Override
    public boolean isWritable() {
        return !full && !over;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            handOverNext();
        }
    }

    /** Lets the first of what has waited happen; the others wait behind it. */
    private void handOverNext() {
        if (!paused && next == null && kept != null && !kept.isEmpty()) {
            next = kept.peek();
            loop.course().soon(next);
        }
    }

    /** Returns whether something that travelled has arrived before, and has waited here since. */
    boolean hasKept(Arrival arrival) {
        return arrival == next;
    }

    /** Returns whether something that has arrived waits: nobody listens now, or others wait before it. */
    boolean keepsBack(Arrival arrival) {
        if (arrival == next && kept != null) {
            next = null;
            if (!paused) {
                kept.remove();
                handOverNext();
            }
            return paused;
        }
        boolean waits = paused || (kept != null && !kept.isEmpty());
        if (waits) {
            if (kept == null) {
                kept = new ArrayDeque<>();
            }
            kept.add(arrival);
        }
        return waits;
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        finish(CloseReason.LOCAL);
        closing = true;
        if (open) {
            sendLast();
        }
    }

    @Override
    public void abort() {
        if (aborted || (over && !closing)) {
            return;
        }
        finish(CloseReason.LOCAL);
        closing = false;
        aborted = true;
        if (open) {
            reset();
        }
    }

    /** The other side has accepted: what was sent before is sent now. */
    void opened() {
        open = true;
        if (unsent != null) {
            unsent.forEach(this::dispatch);
            unsent = null;
        }
        if (closing) {
            sendLast();
        } else if (over) {
            reset();
        }
    }

    /** So many bytes were handed over to the other side. */
    void handedOver(int bytes) {
        underwayBytes -= bytes;
        if (full && !roomSent && underwayBytes <= roomBytes / 2) {
            roomSent = true;
            network.send(in.soonest(), in, Arrival.What.ROOM, this, null);
        }
    }

    /** Is told that there is room; returns whether that is news. */
    boolean makesRoom() {
        roomSent = false;
        boolean news = full && underwayBytes <= roomBytes / 2;
        full &= !news;
        return news;
    }

    /** Ends it for this side, which is told so. */
    void finish(CloseReason reason) {
        if (ends()) {
            loop.course().soon(new Closed(this, reason));
        }
    }

    /** Ends it for this side; returns false where it had ended. */
    boolean ends() {
        if (over) {
            return false;
        }
        over = true;
        host.remove(this);
        return true;
    }

    /** Tells the other side that nothing of this connection is left here. */
    void reset() {
        End peer = session.peerOf(this);
        if (peer != null) {
            network.send(out.arrival(0), out, Arrival.What.RESET, peer, null);
        }
    }

    /** What made the link slow is over: nothing has to wait longer than until {@code nanos}. */
    void hurry(long nanos) {
        lastArrival = Math.min(lastArrival, nanos);
    }

    /** Returns when something that is sent now arrives, after everything that was sent before. */
    long arrivalInOrder(int bytes) {
        long arrival = Math.max(out.arrival(bytes), lastArrival);
        if (out.isSlow()) {
            arrival += out.slices(bytes);
        }
        lastArrival = arrival;
        return arrival;
    }

    private void sendLast() {
        End peer = session.peerOf(this);
        if (peer != null) {
            network.send(arrivalInOrder(0), out, Arrival.What.END, peer, null);
        }
    }

    private void dispatch(ByteBuffer frame) {
        End peer = session.peerOf(this);
        if (peer != null) {
            network.send(arrivalInOrder(frame.remaining()), out, Arrival.What.FRAME, peer, frame);
        }
    }

    @Override
    public String toString() {
        return "#" + session.id();
    }
}
