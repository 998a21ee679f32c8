package io.waybill.toxiproxy.toxic;

/**
 * Ends the connection some time after the first data or the end comes, and throws away what comes. A connection that
 * was opened under the toxic is reset; one that was open before is ended in order, as Toxiproxy does.
 */
final class ResetPeerStage extends Stage {

    private long timeoutNanos;
    private long shutNanos = NEVER;

    ResetPeerStage(Line line) {
        super(line);
        if (line.isOpening()) {
            line.resetAtClose();
        }
    }

    static ResetPeerStage of(Toxic toxic, Line line) {
        ResetPeerStage stage = new ResetPeerStage(line);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        timeoutNanos = Spans.ofMillis(toxic.attribute("timeout"));
    }

    @Override
    boolean receives(Chunk chunk) {
        chunk.bytes.release();
        begin();
        return false;
    }

    @Override
    void endComes() {
        begin();
    }

    @Override
    long endDue(long cameNanos) {
        return NEVER;
    }

    private void begin() {
        if (shutNanos == NEVER) {
            shutNanos = nanos() + timeoutNanos;
            if (timeoutNanos <= 0) {
                shut();
            } else {
                wakeAt(shutNanos);
            }
        }
    }

    @Override
    void woken() {
        if (shutNanos <= nanos()) {
            shut();
        } else {
            wakeAt(shutNanos);
        }
    }

    @Override
    void redecide(Iterable<Chunk> chunks) {
        wakeAt(shutNanos);
    }

    @Override
    void leaves(boolean isRemoved) {
        // It has thrown something away, so that the connection cannot be saved.
        if (shutNanos != NEVER) {
            shut();
        }
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return NEVER;
    }
}
