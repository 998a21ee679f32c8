package io.waybill.toxiproxy.toxic;

/** The end comes later. When the toxic goes away, an end that it holds comes at once. */
final class SlowCloseStage extends Stage {

    private long delayNanos;

    SlowCloseStage(Line line) {
        super(line);
    }

    static SlowCloseStage of(Toxic toxic, Line line) {
        SlowCloseStage stage = new SlowCloseStage(line);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        delayNanos = Spans.ofMillis(toxic.attribute("delay"));
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return nowNanos;
    }

    @Override
    long endDue(long cameNanos) {
        return cameNanos + delayNanos;
    }
}
