package io.waybill.toxiproxy.toxic;

/**
 * Throws everything away. With a time-out the connection ends when nothing has come for so long: each chunk begins the
 * time anew. When the toxic goes away the connection ends, because what it has lost will not come again; where a change
 * of the toxicity spares it, it goes on unless it has lost something.
 */
final class TimeoutStage extends Stage {

    private long timeoutNanos;
    private long sinceNanos;
    private boolean hasLost;

    TimeoutStage(Line line) {
        super(line);
    }

    static TimeoutStage of(Toxic toxic, Line line) {
        TimeoutStage stage = new TimeoutStage(line);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        timeoutNanos = Spans.ofMillis(toxic.attribute("timeout"));
        restart();
    }

    private void restart() {
        sinceNanos = nanos();
        if (timeoutNanos > 0) {
            wakeAt(sinceNanos + timeoutNanos);
        }
    }

    @Override
    boolean receives(Chunk chunk) {
        chunk.bytes.release();
        hasLost = true;
        sinceNanos = nanos();
        return false;
    }

    @Override
    void redecide(Iterable<Chunk> chunks) {
        restart();
    }

    @Override
    void woken() {
        // A timer for each chunk would be dear: this one looks again where something came meanwhile.
        long due = sinceNanos + timeoutNanos;
        if (due > nanos()) {
            wakeAt(due);
        } else {
            shut();
        }
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return NEVER;
    }

    @Override
    void endComes() {
        shut();
    }

    @Override
    void leaves(boolean isRemoved) {
        if (isRemoved || hasLost) {
            shut();
        }
    }
}
