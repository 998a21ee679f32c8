package io.waybill.toxiproxy.toxic;

/** Lets everything pass: a toxic that does nothing, or one that this connection has been spared. */
final class PassStage extends Stage {

    PassStage(Line line) {
        super(line);
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return nowNanos;
    }
}
