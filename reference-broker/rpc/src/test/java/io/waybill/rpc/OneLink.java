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
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A world with one connection at a time, whose other end is the test; time passes when the test says so. */
final class OneLink implements Environment, Clock, Timers, Links {

    private record Late(long at, Runnable task) {}

    private final ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private final List<Late> late = new ArrayList<>();
    private final ArrayDeque<ByteBuffer> sent = new ArrayDeque<>();
    private final ServerCodec codec = new ServerCodec(ApiOffer.of(List.of(Api.values())), 1 << 20);
    private End current;
    private long now;

    /** Whether the connection takes what is sent. */
    boolean takes = true;

    /** The connection is open from now on. */
    void open() {
        current.handler.onOpen(current);
        run();
    }

    /** The other side answers the oldest request that it has. */
    void answer(Response response) {
        var received = codec.readRequest(sent.remove());
        frame(codec.writeResponse(received.header(), response));
    }

    /** Something comes from the other side. */
    void frame(ByteBuffer frame) {
        current.handler.onFrame(current, frame);
        run();
    }

    void run() {
        while (!posted.isEmpty()) {
            posted.remove().run();
        }
    }

    void runFor(long nanos) {
        now += nanos;
        for (Late each : List.copyOf(late)) {
            if (each.at() <= now && late.remove(each)) {
                each.task().run();
                run();
            }
        }
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        current = new End(handler);
        return current;
    }

    @Override
    public void post(Runnable task) {
        posted.add(task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        var timer = new Late(now + delayNanos, task);
        late.add(timer);
        return () -> late.remove(timer);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long wallMillis() {
        return now / 1_000_000;
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
        return Randomness.ofSeed(1);
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
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        throw new UnsupportedOperationException();
    }

    /** The near end. */
    private final class End implements Connection {

        private final Handler handler;
        private boolean ended;

        End(Handler handler) {
            this.handler = handler;
        }

        @Override
        public boolean send(ByteBuffer frame) {
            boolean taken = takes && !ended;
            if (taken) {
                sent.add(frame);
            }
            return taken;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            if (!ended) {
                ended = true;
                posted.add(() -> handler.onClosed(this, CloseReason.LOCAL));
            }
        }
    }
}
