package io.waybill.toxiproxy.toxic;

/** Ends the connection when so many bytes have passed since the toxic holds for it. */
final class LimitDataStage extends Stage {

    private long limit;
    private long passed;

    LimitDataStage(Line line) {
        super(line);
    }

    static LimitDataStage of(Toxic toxic, Line line) {
        LimitDataStage stage = new LimitDataStage(line);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        limit = Math.max(0, toxic.attribute("bytes"));
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return nowNanos;
    }

    @Override
    boolean receives(Chunk chunk) {
        if (limit > passed) {
            return true;
        }
        chunk.bytes.release();
        shut();
        return false;
    }

    @Override
    int piece(Chunk head) {
        return (int) Math.max(0, Math.min(head.size(), limit - passed));
    }

    @Override
    long passes(Chunk head, int bytes, long nowNanos) {
        passed += bytes;
        return head.nanos;
    }

    @Override
    void handed() {
        if (passed >= limit) {
            shut();
        }
    }

    @Override
    void redecide(Iterable<Chunk> chunks) {
        if (passed >= limit && chunks.iterator().hasNext()) {
            shut();
        }
    }
}
