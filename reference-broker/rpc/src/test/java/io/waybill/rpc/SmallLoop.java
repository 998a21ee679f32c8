package io.waybill.rpc;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Disk;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** One loop in virtual time that is both ends of its connections. Each frame takes a millisecond. */
final class SmallLoop implements Environment, Clock, Timers, Links {

    static final long MILLI = 1_000_000L;

    private record Event(long at, long order, Runnable task) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private final Map<Endpoint, Acceptor> listening = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private long now;
    private long order;
    private int begun;

    /** Whether connections open; where not, nothing is ever heard of them. */
    boolean opens = true;

    /** How long frames take; changed, it may not overtake. */
    long frameNanos = MILLI;

    /** Returns how many connections were begun. */
    int connections() {
        return begun;
    }

    /** Runs what happens in the next milliseconds. */
    void runFor(long millis) {
        long until = now + millis * MILLI;
        while (!events.isEmpty() && events.peek().at() <= until) {
            var event = events.remove();
            now = event.at();
            event.task().run();
        }
        now = until;
    }

    /** Ends all connections; what is under way is lost. */
    void breakAll() {
        List.copyOf(wires).forEach(wire -> wire.end(Connection.CloseReason.RESET, Connection.CloseReason.RESET));
    }

    private void at(long delayNanos, Runnable task) {
        events.add(new Event(now + delayNanos, order++, task));
    }

    @Override
    public int node() {
        return 0;
    }

    @Override
    public int incarnation() {
        return 0;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Links links() {
        return this;
    }

    @Override
    public Shards shards() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Disk disk() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Randomness randomness(String purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Probes probes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void crash(Throwable cause) {
        throw new AssertionError("the node crashed", cause);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long wallMillis() {
        return now / MILLI;
    }

    @Override
    public void post(Runnable task) {
        at(0, task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        var over = new boolean[1];
        at(delayNanos, () -> {
            if (!over[0]) {
                over[0] = true;
                task.run();
            }
        });
        return () -> {
            boolean was = over[0];
            over[0] = true;
            return !was;
        };
    }

    @Override
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        listening.put(endpoint, acceptor);
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        begun++;
        var acceptor = listening.get(to);
        var near = new End();
        var far = new End();
        var wire = new Wire(near, far);
        near.begin(wire, far, handler);
        if (acceptor == null) {
            wire.end(Connection.CloseReason.REFUSED, Connection.CloseReason.REFUSED);
        } else if (opens) {
            at(frameNanos, () -> {
                far.begin(wire, near, acceptor.accept(far));
                far.tell(() -> far.handler.onOpen(far));
                near.tell(() -> near.handler.onOpen(near));
            });
        }
        return near;
    }

    /** Both ends of a connection. */
    private final class Wire {

        private final End near;
        private final End far;

        Wire(End near, End far) {
            this.near = near;
            this.far = far;
            wires.add(this);
        }

        void end(Connection.CloseReason ofNear, Connection.CloseReason ofFar) {
            wires.remove(this);
            near.end(ofNear);
            far.end(ofFar);
        }
    }

    /** One end. */
    private final class End implements Connection {

        private Wire wire;
        private End other;
        private Handler handler;
        private boolean over;

        void begin(Wire its, End peer, Handler told) {
            wire = its;
            other = peer;
            handler = told;
        }

        void tell(Runnable what) {
            if (!over) {
                what.run();
            }
        }

        void end(CloseReason reason) {
            if (!over) {
                over = true;
                at(0, () -> {
                    if (handler != null) {
                        handler.onClosed(this, reason);
                    }
                });
            }
        }

        @Override
        public boolean send(ByteBuffer frame) {
            if (!over) {
                at(frameNanos, () -> other.tell(() -> other.handler.onFrame(other, frame)));
            }
            return !over;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            boolean isNear = this == wire.near;
            wire.end(isNear ? CloseReason.LOCAL : CloseReason.RESET, isNear ? CloseReason.RESET : CloseReason.LOCAL);
        }
    }
}
