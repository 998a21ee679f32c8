package io.waybill.environment.conformance;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Connection.Handler;
import io.waybill.environment.Disk.OnFailure;
import io.waybill.environment.DiskFailure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Watches the callbacks of one loop: one at a time, none in a dead incarnation, none twice. */
final class Watch {
    private final Stage.Incarnation incarnation;
    private final List<String> problems;
    private boolean inside;
    private boolean crashing;

    Watch(Stage.Incarnation incarnation, List<String> problems) {
        this.incarnation = incarnation;
        this.problems = problems;
    }

    void crash() {
        crashing = true;
    }

    /** Returns a callback that must run at most once. */
    Runnable task(String what, Runnable task) {
        var once = new Once(what);
        return () -> {
            once.happens(what);
            run(what, task);
        };
    }

    /** Returns the two answers to an operation of which exactly one must come. */
    Answers answers(String what) {
        return new Answers(new Once(what));
    }

    Handler handler(Handler handler) {
        return new WatchedHandler(handler);
    }

    void run(String what, Runnable callback) {
        if (inside) {
            problems.add(what + " was called back within a call or another callback");
        }
        if (incarnation.isOver()) {
            problems.add(what + " was called back although its incarnation had ended");
        }
        boolean outer = inside;
        inside = true;
        try {
            callback.run();
        } catch (RuntimeException | AssertionError e) {
            problems.add(what + " threw " + e);
        } finally {
            inside = outer;
            if (crashing) {
                incarnation.end();
            }
        }
    }

    /** Something that happens once. */
    private final class Once {
        private final String subject;
        private boolean happened;

        Once(String subject) {
            this.subject = subject;
        }

        void happens(String what) {
            if (happened) {
                problems.add(what + " came after " + subject + " was through");
            }
            happened = true;
        }
    }

    /** The two answers to an operation on the disk. */
    final class Answers {
        private final Once once;

        private Answers(Once once) {
            this.once = once;
        }

        Runnable done(Runnable done) {
            return () -> {
                once.happens("done");
                run(once.subject, done);
            };
        }

        <T> Consumer<T> done(Consumer<T> done) {
            return result -> {
                once.happens("done");
                run(once.subject, () -> done.accept(result));
            };
        }

        OnFailure failed(OnFailure failed) {
            return (DiskFailure failure) -> {
                once.happens("failed");
                run(once.subject, () -> failed.failed(failure));
            };
        }
    }

    private final class WatchedHandler implements Handler {
        private final Handler handler;
        private boolean isOpen;
        private boolean isClosed;

        WatchedHandler(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void onOpen(Connection connection) {
            expect(!isOpen && !isClosed, "onOpen must be called once, before everything else");
            isOpen = true;
            run("onOpen", () -> handler.onOpen(connection));
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            expect(isOpen && !isClosed, "onFrame must be called between onOpen and onClosed");
            run("onFrame", () -> handler.onFrame(connection, frame));
        }

        @Override
        public void onWritable(Connection connection) {
            expect(!isClosed, "onWritable must be called before onClosed");
            run("onWritable", () -> handler.onWritable(connection));
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            expect(!isClosed, "onClosed must be called once");
            isClosed = true;
            run("onClosed", () -> handler.onClosed(connection, reason));
        }

        private void expect(boolean holds, String what) {
            if (!holds) {
                problems.add(what);
            }
        }
    }
}
