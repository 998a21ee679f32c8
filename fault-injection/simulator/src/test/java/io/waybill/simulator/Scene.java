package io.waybill.simulator;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.simulator.settings.Latency;
import io.waybill.simulator.settings.LinkSettings;
import io.waybill.simulator.settings.WorldSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A world of nodes that do what a test tells them, and a list of what they heard. Every node listens; frames need one
 * millisecond.
 */
final class Scene {
    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000 * MILLISECOND;
    private static final int PORT = 9_000;

    final World world;
    final List<String> heard = new ArrayList<>();
    private final TreeMap<Integer, Environment> environments = new TreeMap<>();

    private Scene(World world) {
        this.world = world;
    }

    /** Returns a scene of nodes 0 to {@code nodes - 1}, running. */
    static Scene of(int nodes) {
        return of(nodes, 1, plain());
    }

    static Scene of(int nodes, long seed, WorldSettings settings) {
        var scene = new Scene(World.of(seed, settings));
        for (int node = 0; node < nodes; node++) {
            scene.world.add(node, "n" + node, 1, scene::play);
            scene.world.start(node);
        }
        scene.run(0);
        return scene;
    }

    static WorldSettings plain() {
        var settings = WorldSettings.standard().withoutBuggify();
        return settings.with(new LinkSettings(Latency.always(MILLISECOND), 1_000_000_000_000L, 1_000, 2 * SECOND));
    }

    private void play(Environment environment) {
        environments.put(environment.node(), environment);
        environment.links().listen(endpoint(environment.node()), connection -> new Ear("n" + environment.node()));
    }

    static Endpoint endpoint(int node) {
        return new Endpoint("n" + node, PORT);
    }

    Environment node(int node) {
        return environments.get(node);
    }

    /** Connects two nodes and waits until they are. */
    Connection connect(int from, int to) {
        Connection connection = begin(from, to);
        run(10 * MILLISECOND);
        return connection;
    }

    Connection begin(int from, int to) {
        return node(from).links().connect(endpoint(to), new Ear("n" + from));
    }

    void run(long nanos) {
        world.runUntil(world.nanos() + nanos);
    }

    /** Runs until a time since the beginning. */
    void runTo(long nanos) {
        world.runUntil(nanos);
    }

    void note(String note) {
        heard.add(note);
    }

    /** Returns what was heard since this was asked last. */
    List<String> news() {
        var news = List.copyOf(heard);
        heard.clear();
        return news;
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** Notes what it hears. */
    final class Ear implements Connection.Handler {
        private final String name;

        Ear(String name) {
            this.name = name;
        }

        @Override
        public void onOpen(Connection connection) {
            note(name + " open");
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            note(name + " " + text(frame));
            if (text(frame.duplicate().rewind()).equals("echo")) {
                connection.send(text("echoed"));
            }
        }

        @Override
        public void onWritable(Connection connection) {
            note(name + " room");
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            note(name + " " + reason);
        }
    }
}
