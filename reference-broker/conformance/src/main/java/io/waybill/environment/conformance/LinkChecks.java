package io.waybill.environment.conformance;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Environment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What links promise. Node 0 connects, node 1 listens. */
final class LinkChecks {

    private LinkChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("frames arrive whole and in order, also those sent before it was open", LinkChecks::frames),
                new Check("both ends talk", LinkChecks::answers),
                new Check("a connection that is closed delivers what was sent, then ends", LinkChecks::close),
                new Check("a connection that is aborted is reset for the other side", LinkChecks::abort),
                new Check("a connection ends once, however often it is ended", LinkChecks::endTwice),
                new Check("what is closed before it is open ends like any other", LinkChecks::closeEarly),
                new Check("where nobody listens, a connection is refused", LinkChecks::refused),
                new Check("who dies leaves no connection open", LinkChecks::peerDies),
                new Check("nobody listens twice at one endpoint", LinkChecks::listenTwice),
                new Check("loops that listen at one endpoint take its connections in turn", LinkChecks::inTurn),
                new Check("a connection with much on its way has no room, and says when it has", LinkChecks::room),
                new Check("who has paused hears nothing, and then everything in its turn", PauseChecks::silence),
                new Check("who has paused again and again still hears everything once", PauseChecks::again),
                new Check("who sends to one that has paused has no room in the end", PauseChecks::pressure));
    }

    private static void frames(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(0, environment -> {
            Connection early = environment.links().connect(stage.endpoint(1), new Notes(stage, "client", c -> {
                for (int i = 20; i < 40; i++) {
                    c.send(text(i + "x".repeat(i * 50)));
                }
            }));
            for (int i = 0; i < 20; i++) {
                early.send(text(i + "x".repeat(i * 50)));
            }
        });

        stage.runUntil(() -> count(stage, "server: frame") == 40, "40 frames must arrive");
        List<String> frames = stage.notes().stream()
                .filter(note -> note.startsWith("server: frame"))
                .toList();
        for (int i = 0; i < 40; i++) {
            stage.must(
                    frames.get(i).equals("server: frame " + i + "x".repeat(i * 50)),
                    "frame " + i + " must arrive as it was sent, and in its turn");
        }
    }

    private static void answers(Stage stage) {
        serve(stage, "server", connection -> connection.send(text("welcome")));
        stage.add(
                0,
                environment -> environment
                        .links()
                        .connect(
                                stage.endpoint(1),
                                new Notes(stage, "client", connection -> connection.send(text("hello")))));

        stage.runUntil("server: frame hello");
        stage.runUntil("client: frame welcome");
    }

    private static void close(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(
                0,
                environment -> environment.links().connect(stage.endpoint(1), new Notes(stage, "client", connection -> {
                    connection.send(text("one"));
                    connection.send(text("two"));
                    connection.close();
                    stage.note("sends after close: " + connection.send(text("three")));
                })));

        stage.runUntil("server: closed END");
        stage.runUntil("client: closed LOCAL");
        stage.must(stage.hasNoted("sends after close: false"), "a closed connection must take no frame");
        List<String> server =
                stage.notes().stream().filter(note -> note.startsWith("server")).toList();
        stage.must(
                server.equals(List.of("server: open", "server: frame one", "server: frame two", "server: closed END")),
                "the other side must get all frames and then the end");
    }

    private static void abort(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(
                0,
                environment -> environment.links().connect(stage.endpoint(1), new Notes(stage, "client", connection -> {
                    connection.send(text("one"));
                    connection.abort();
                    stage.note("sends after abort: " + connection.send(text("two")));
                })));

        stage.runUntil("client: closed LOCAL");
        stage.runUntil(
                () -> count(stage, "server: closed") > 0 || !stage.hasNoted("server: open"),
                "the other side must hear of it");
        stage.must(
                !stage.hasNoted("server: closed END"), "a connection that was aborted must not end as if it was not");
        stage.must(stage.hasNoted("sends after abort: false"), "an aborted connection must take no frame");
    }

    private static void endTwice(Stage stage) {
        serve(stage, "server", connection -> connection.close());
        stage.add(
                0,
                environment -> environment.links().connect(stage.endpoint(1), new Notes(stage, "client", connection -> {
                    connection.close();
                    connection.abort();
                    connection.close();
                    connection.abort();
                })));

        stage.runUntil("client: closed LOCAL");
        stage.runUntil(() -> count(stage, "server: closed") == 1, "the other side must hear of it");
        stage.run(200 * Stage.MILLISECOND);
        stage.must(count(stage, "client: closed") == 1, "a connection must end once");
        stage.must(count(stage, "server: closed") == 1, "a connection must end once");
    }

    private static void closeEarly(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(0, environment -> {
            environment
                    .links()
                    .connect(stage.endpoint(1), new Notes(stage, "closed", connection -> {}))
                    .close();
            environment
                    .links()
                    .connect(stage.endpoint(1), new Notes(stage, "aborted", connection -> {}))
                    .abort();
        });

        stage.runUntil("closed: closed LOCAL");
        stage.runUntil("aborted: closed LOCAL");
        stage.run(200 * Stage.MILLISECOND);
        stage.must(count(stage, "closed: ") == 1, "a connection that was closed must not open");
        stage.must(count(stage, "aborted: ") == 1, "a connection that was aborted must not open");
        stage.must(
                count(stage, "server: open") == count(stage, "server: closed"),
                "no end may stay open on the other side");
    }

    private static void refused(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(
                0,
                environment -> environment
                        .links()
                        .connect(stage.deafEndpoint(1), new Notes(stage, "client", connection -> {})));

        stage.mustNote("client: closed REFUSED");
    }

    private static void peerDies(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(
                0,
                environment ->
                        environment.links().connect(stage.endpoint(1), new Notes(stage, "client", connection -> {})));
        stage.runUntil("server: open");
        stage.runUntil("client: open");

        stage.kill(1);

        stage.runUntil(() -> count(stage, "client: closed") == 1, "the connection must end");
        stage.must(
                stage.hasNoted("client: closed RESET") || stage.hasNoted("client: closed TIMEOUT"),
                "the other side did not close it");
    }

    private static void listenTwice(Stage stage) {
        stage.add(1, environment -> {
            var handler = new Notes(stage, "server", connection -> {});
            environment.links().listen(stage.endpoint(1), connection -> handler);
            try {
                environment.links().listen(stage.endpoint(1), connection -> handler);
                stage.note("taken");
            } catch (IllegalStateException e) {
                stage.note("refused");
            }
        });

        stage.mustNote("refused");
    }

    private static void room(Stage stage) {
        serve(stage, "server", connection -> {});
        stage.add(0, environment -> environment.links().connect(stage.endpoint(1), new Filler(stage)));

        stage.runUntil("writable");
        stage.must(stage.hasNoted("full"), "a connection must not have room for everything");
    }

    private static void inTurn(Stage stage) {
        long each = 4;
        stage.add(1, 3, environment -> {
            int self = environment.shards().self();
            environment.links().listen(stage.endpoint(1), connection -> {
                stage.note("shard " + self);
                return new Notes(stage, "server " + self, its -> its.send(text("from " + self)));
            });
            stage.note("listens");
        });
        stage.runUntil(() -> count(stage, "listens") == 3, "3 shards must listen");
        stage.run(50 * Stage.MILLISECOND);

        stage.add(0, environment -> {
            for (int i = 0; i < 3 * each; i++) {
                environment.links().connect(stage.endpoint(1), new Notes(stage, "client", connection -> {}));
            }
        });

        stage.runUntil(() -> count(stage, "client: frame from") == 3L * each, "every connection must be answered");
        for (int self = 0; self < 3; self++) {
            stage.must(
                    count(stage, "shard " + self) == each && count(stage, "client: frame from " + self) == each,
                    "shard " + self + " must be given as many connections as the others");
        }
    }

    private static void serve(Stage stage, String name, Consumer<Connection> onOpen) {
        stage.add(
                1,
                (Environment environment) ->
                        environment.links().listen(stage.endpoint(1), connection -> new Notes(stage, name, onOpen)));
        stage.run(50 * Stage.MILLISECOND);
    }

    private static long count(Stage stage, String prefix) {
        return stage.notes().stream().filter(note -> note.startsWith(prefix)).count();
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** Notes everything that it is told. */
    record Notes(Stage stage, String name, Consumer<Connection> whenOpen) implements Connection.Handler {

        @Override
        public void onOpen(Connection connection) {
            stage.note(name + ": open");
            whenOpen.accept(connection);
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            stage.note(name + ": frame " + text(frame));
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            stage.note(name + ": closed " + reason);
        }
    }

    /** Sends until there is no room. */
    private record Filler(Stage stage) implements Connection.Handler {
        private static final int FRAME_BYTES = 1 << 16;
        private static final int MOST_FRAMES = 4_096;

        @Override
        public void onOpen(Connection connection) {
            for (int i = 0; i < MOST_FRAMES && connection.isWritable(); i++) {
                connection.send(ByteBuffer.allocate(FRAME_BYTES));
            }
            stage.note(connection.isWritable() ? "never full" : "full");
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {}

        @Override
        public void onWritable(Connection connection) {
            stage.note(connection.isWritable() ? "writable" : "not writable");
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            stage.note("closed " + reason);
        }
    }
}
