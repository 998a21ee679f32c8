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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** One loop with virtual time and links to itself; a frame takes a millisecond. */
final class LittleWorld implements Environment, Clock, Timers, Links {

    static final long MILLI = 1_000_000;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Map<String, Acceptor> listening = new TreeMap<>();

    /** All ends of connections that were begun or accepted, in that order. */
    final List<End> ends = new ArrayList<>();

    /** Whether frames are lost without a word. */
    boolean swallows;

    /** Whether connections open; where not, nothing is ever heard of them. */
    boolean opens = true;

    private long now;
    private long order;

    private record Event(long at, long order, Runnable task) {}

    /** Lets everything happen up to a time from now. */
    void run(long nanos) {
        long until = now + nanos;
        while (!events.isEmpty() && events.peek().at() <= until) {
            var event = events.remove();
            now = event.at();
            event.task().run();
        }
        now = until;
    }

    /** Ends all connections; what is under way is lost. */
    void breakAll() {
        List.copyOf(ends).forEach(end -> end.end(Connection.CloseReason.RESET));
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
    public Randomness randomness(String purpose) {
        return Randomness.ofSeed(1).fork(purpose);
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
    public Probes probes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void crash(Throwable cause) {
        throw new AssertionError(cause);
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
        var event = new Event(now + delayNanos, order++, task);
        events.add(event);
        return () -> events.remove(event);
    }

    @Override
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        listening.put(endpoint.toString(), acceptor);
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        var near = new End(handler);
        ends.add(near);
        var acceptor = listening.get(to.toString());
        if (acceptor == null) {
            near.end(Connection.CloseReason.REFUSED);
            return near;
        }
        at(MILLI, () -> {
            if (!near.ended && opens) {
                var far = new End(null);
                ends.add(far);
                far.other = near;
                near.other = far;
                far.handler = acceptor.accept(far);
                far.handler.onOpen(far);
                at(MILLI, () -> {
                    if (!near.ended) {
                        handler.onOpen(near);
                    }
                });
            }
        });
        return near;
    }

    /** One end of a connection. */
    final class End implements Connection {

        private Handler handler;
        private End other;
        private final ArrayDeque<ByteBuffer> unheard = new ArrayDeque<>();
        private boolean paused;
        private boolean ended;

        /** Whether this end has room for what it sends. */
        boolean room = true;

        End(Handler handler) {
            this.handler = handler;
        }

        @Override
        public boolean send(ByteBuffer frame) {
            var to = other;
            if (ended || to == null) {
                return !ended;
            }
            if (!swallows) {
                at(MILLI, () -> to.arrives(frame));
            }
            return true;
        }

        private void arrives(ByteBuffer frame) {
            unheard.add(frame);
            hear();
        }

        private void hear() {
            while (!unheard.isEmpty() && !paused && !ended) {
                handler.onFrame(this, unheard.remove());
            }
        }

        @Override
        public boolean isWritable() {
            return room;
        }

        void makeRoom() {
            room = true;
            handler.onWritable(this);
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            post(this::hear);
        }

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            if (!ended) {
                end(CloseReason.LOCAL);
                if (other != null) {
                    other.end(CloseReason.RESET);
                }
            }
        }

        boolean hasEnded() {
            return ended;
        }

        /** Ends this end; it hears of it later, and of nothing else. */
        void end(CloseReason reason) {
            if (!ended) {
                ended = true;
                post(() -> handler.onClosed(this, reason));
            }
        }
    }
}
