package io.waybill.environment.conformance;

import static io.waybill.environment.conformance.LinkChecks.text;
import static io.waybill.environment.conformance.Stage.MILLISECOND;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Environment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** What links promise to who wants to hear nothing for a while. Node 0 connects, node 1 listens. */
final class PauseChecks {

    private static final int FRAMES = 20;

    private PauseChecks() {}

    static void silence(Stage stage) {
        listen(stage, environment -> new Pausing(stage, environment, 5, 200 * MILLISECOND));
        sendAndClose(stage);

        stage.runUntil("server: closed END");
        List<String> expected = Stream.of(
                        frames(0, 5),
                        Stream.of("pauses", "resumes"),
                        frames(5, FRAMES),
                        Stream.of("server: closed END"))
                .flatMap(notes -> notes)
                .toList();
        stage.must(
                stage.notes().stream()
                        .filter(note -> !note.startsWith("client"))
                        .toList()
                        .equals(expected),
                "nothing may be heard in the pause, and everything after it, in its turn");
    }

    static void again(Stage stage) {
        listen(stage, environment -> new Pausing(stage, environment, 1, MILLISECOND));
        sendAndClose(stage);

        stage.runUntil("server: closed END");
        stage.must(
                stage.notes().stream()
                        .filter(note -> note.startsWith("server: frame"))
                        .toList()
                        .equals(frames(0, FRAMES).toList()),
                "every frame must be heard once, in its turn");
    }

    static void pressure(Stage stage) {
        listen(stage, environment -> new Deaf(stage, environment));
        stage.add(0, environment -> environment.links().connect(stage.endpoint(1), new Filler(stage)));

        stage.runUntil("client: sent everything");
        List<String> notes = stage.notes();
        stage.must(
                notes.indexOf("resumes") >= 0 && notes.indexOf("resumes") < notes.indexOf("client: sent everything"),
                "a sender must have no room in the end where nobody hears");
    }

    private static Stream<String> frames(int from, int to) {
        return Stream.iterate(from, i -> i + 1).limit(to - from).map(i -> "server: frame " + i);
    }

    /** Makes the handler of a connection. */
    private interface Making {
        Connection.Handler in(Environment environment);
    }

    private static void listen(Stage stage, Making making) {
        stage.add(1, environment -> environment.links().listen(stage.endpoint(1), c -> making.in(environment)));
        stage.run(50 * MILLISECOND);
    }

    private static void sendAndClose(Stage stage) {
        stage.add(
                0,
                environment -> environment
                        .links()
                        .connect(stage.endpoint(1), new LinkChecks.Notes(stage, "client", open -> {
                            for (int i = 0; i < FRAMES; i++) {
                                open.send(text(String.valueOf(i)));
                            }
                            open.close();
                        })));
    }

    /** Pauses after so many frames, once where that is more than one. */
    private static final class Pausing implements Connection.Handler {
        private final Stage stage;
        private final Environment environment;
        private final int frames;
        private final long nanos;
        private int heard;

        Pausing(Stage stage, Environment environment, int frames, long nanos) {
            this.stage = stage;
            this.environment = environment;
            this.frames = frames;
            this.nanos = nanos;
        }

        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            stage.note("server: frame " + text(frame));
            heard++;
            if (heard == frames || frames == 1) {
                stage.note("pauses");
                connection.pause();
                environment.timers().after(nanos, () -> {
                    stage.note("resumes");
                    connection.resume();
                });
            }
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            stage.note("server: closed " + reason);
        }
    }

    /** Hears nothing for a long while. */
    private record Deaf(Stage stage, Environment environment) implements Connection.Handler {

        @Override
        public void onOpen(Connection connection) {
            connection.pause();
            environment.timers().after(1_500 * MILLISECOND, () -> {
                stage.note("resumes");
                connection.resume();
            });
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {}

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            stage.note("server: closed " + reason);
        }
    }

    /** Sends much, but only while there is room. */
    private static final class Filler implements Connection.Handler {
        private static final int FRAME_BYTES = 1 << 16;
        private static final int ENOUGH = 512;

        private final Stage stage;
        private int sent;

        Filler(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void onOpen(Connection connection) {
            onWritable(connection);
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {}

        @Override
        public void onWritable(Connection connection) {
            while (sent < ENOUGH && connection.isWritable()) {
                connection.send(ByteBuffer.allocate(FRAME_BYTES));
                sent++;
                if (sent == ENOUGH) {
                    stage.note("client: sent everything");
                }
            }
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            stage.note("client: closed " + reason);
        }
    }
}
