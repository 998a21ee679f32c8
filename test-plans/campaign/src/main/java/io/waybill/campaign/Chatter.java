package io.waybill.campaign;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.simulator.World;
import java.nio.ByteBuffer;

/**
 * A program that does next to nothing: says a word to each of its fellows every millisecond or so and answers what they
 * say, connects again where a connection ends, and remembers what it heard.
 */
final class Chatter implements Connection.Handler {
    static final int PORT = 9_000;
    private static final long RETRY_NANOS = 100_000_000;
    private static final byte QUESTION = 0;
    private static final byte ANSWER = 1;

    private final Environment environment;
    private final long paceNanos;
    private long heard;

    private Chatter(Environment environment, long paceNanos) {
        this.environment = environment;
        this.paceNanos = paceNanos;
    }

    /** Returns a world of so many of them, all started. */
    static World world(World world, int nodes, long paceNanos) {
        for (int node = 0; node < nodes; node++) {
            world.add(node, "n" + node, 1, environment -> new Chatter(environment, paceNanos).start(nodes));
        }
        for (int node = 0; node < nodes; node++) {
            world.start(node);
        }
        return world;
    }

    private void start(int nodes) {
        environment.links().listen(new Endpoint("n" + environment.node(), PORT), connection -> this);
        for (int node = 0; node < nodes; node++) {
            if (node != environment.node()) {
                connect(new Endpoint("n" + node, PORT));
            }
        }
    }

    private void connect(Endpoint to) {
        environment.links().connect(to, new Caller(to));
    }

    private void ask(Connection connection) {
        if (connection.send(frame(QUESTION))) {
            environment.timers().after(paceNanos, () -> ask(connection));
        }
    }

    private ByteBuffer frame(byte what) {
        return ByteBuffer.allocate(16).put(0, what).putLong(1, heard);
    }

    @Override
    public void onOpen(Connection connection) {}

    @Override
    public void onFrame(Connection connection, ByteBuffer frame) {
        heard = 31 * heard + frame.getLong(1);
        if (frame.get(0) == QUESTION) {
            connection.send(frame(ANSWER));
        }
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {}

    private final class Caller implements Connection.Handler {
        private final Endpoint to;

        Caller(Endpoint to) {
            this.to = to;
        }

        @Override
        public void onOpen(Connection connection) {
            ask(connection);
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            Chatter.this.onFrame(connection, frame);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            environment.timers().after(RETRY_NANOS, () -> connect(to));
        }
    }
}
