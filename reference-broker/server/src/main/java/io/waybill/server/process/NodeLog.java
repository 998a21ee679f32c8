package io.waybill.server.process;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.DiskFailure;
import io.waybill.server.metrics.NodeMeters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What a node says: a JSON object a line, each with {@code at} (time), {@code level} (info, warn, error), {@code node}
 * and {@code event}; docs/broker.md has all events. May be used by any thread; lines are never mixed.
 */
public final class NodeLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final int node;
    private final Consumer<String> lines;

    /**
     * Makes one.
     *
     * @param lines is given every line, without its end, one at a time
     */
    public NodeLog(int node, Consumer<String> lines) {
        this.node = node;
        this.lines = lines;
    }

    /** How much a line matters. */
    enum Level {
        INFO("info"),
        WARN("warn"),
        ERROR("error");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    /** Begins a line. */
    JsonLine line(Level level, String event) {
        return new JsonLine()
                .with("at", Instant.now().toString())
                .with("level", level.word)
                .with("node", node)
                .with("event", event);
    }

    void write(JsonLine line) {
        lock.lock();
        try {
            lines.accept(line.toString());
        } finally {
            lock.unlock();
        }
    }

    void starting(NodeConfig config, int incarnation, BrokerMutants mutants) {
        var line = line(Level.INFO, "starting")
                .with("cluster", config.clusterId())
                .with("incarnation", incarnation)
                .with("folder", config.folder().toAbsolutePath().toString())
                .with("loops", config.loops());
        write(mutants.isEmpty() ? line : line.with("plantedFlaws", ids(mutants)));
        if (!mutants.isEmpty()) {
            write(line(Level.WARN, "flawed")
                    .with("plantedFlaws", ids(mutants))
                    .with("meaning", "this node breaks promises on purpose"));
        }
    }

    private static String ids(BrokerMutants mutants) {
        return String.join(",", NodeMeters.ids(mutants));
    }

    void ready(NodeConfig config, long afterMillis) {
        var line = line(Level.INFO, "ready").with("afterMillis", afterMillis);
        var client = config.client();
        write(client == null ? line : line.with("bootstrap", client.toString()));
    }

    void diskFailed(DiskFailure failure, Exception cause) {
        write(line(Level.ERROR, "diskFailed")
                .with("operation", failure.operation())
                .with("file", failure.file())
                .with("kind", failure.kind().name())
                .with("cause", String.valueOf(cause)));
    }

    void stopping() {
        write(line(Level.INFO, "stopping"));
    }

    void ended(boolean inOrder) {
        write(line(inOrder ? Level.INFO : Level.WARN, "ended").with("inOrder", inOrder ? "yes" : "no"));
    }

    /** Something that nobody caught ends the process: what it has left undone is not known. */
    public void uncaught(String thread, Throwable cause) {
        write(line(Level.ERROR, "uncaught").with("thread", thread).with("cause", String.valueOf(cause)));
        crashed(cause);
    }

    void crashed(Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        write(line(Level.ERROR, "crashed").with("cause", cause.toString()).with("trace", trace.toString()));
    }
}
