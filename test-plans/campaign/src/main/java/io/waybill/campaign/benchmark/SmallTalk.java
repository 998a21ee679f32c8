package io.waybill.campaign.benchmark;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import java.nio.ByteBuffer;

/**
 * A node that does next to nothing: asks each of its fellows something every millisecond and answers what they ask. So
 * what is measured is the world: timers, frames on links, their checksums, and the hash of it all.
 */
final class SmallTalk implements Connection.Handler {

    private static final int PORT = 9_000;
    private static final long PACE_NANOS = 1_000_000;
    private static final byte QUESTION = 0;
    private static final byte ANSWER = 1;

    private final Environment environment;
    private final ByteBuffer question = ByteBuffer.allocate(Long.BYTES).put(0, QUESTION);
    private final ByteBuffer answer = ByteBuffer.allocate(Long.BYTES).put(0, ANSWER);

    private SmallTalk(Environment environment) {
        this.environment = environment;
    }

    /** Returns a healthy world of so many of them, all started. */
    static World world(long seed, int nodes) {
        World world = World.of(seed, WorldSettings.standard());
        for (int node = 0; node < nodes; node++) {
            world.add(node, "n" + node, 1, environment -> new SmallTalk(environment).start());
        }
        for (int node = 0; node < nodes; node++) {
            world.start(node);
        }
        return world;
    }

    private void start() {
        environment.links().listen(new Endpoint("n" + environment.node(), PORT), connection -> this);
        for (int node = 0; node < environment.node(); node++) {
            environment.links().connect(new Endpoint("n" + node, PORT), this);
        }
    }

    @Override
    public void onOpen(Connection connection) {
        ask(connection);
    }

    private void ask(Connection connection) {
        // The same bytes again and again: they are never changed.
        if (connection.send(question.duplicate())) {
            environment.timers().after(PACE_NANOS, () -> ask(connection));
        }
    }

    @Override
    public void onFrame(Connection connection, ByteBuffer frame) {
        if (frame.get(frame.position()) == QUESTION) {
            connection.send(answer.duplicate());
        }
    }

    @Override
    public void onClosed(Connection connection, Connection.CloseReason reason) {
        throw new IllegalStateException("nothing breaks here, but a connection ended: " + reason);
    }
}
