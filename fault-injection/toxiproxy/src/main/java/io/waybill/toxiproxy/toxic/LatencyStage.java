package io.waybill.toxiproxy.toxic;

import java.util.SplittableRandom;

/**
 * Everything comes later by a time that is drawn for each chunk, and nothing overtakes: a chunk waits for those before
 * it. When the toxic goes away, what it holds is let go at once.
 */
final class LatencyStage extends Stage {

    /** As much as a second of delay holds of 16 MB/s; who sends faster is slowed down. */
    private static final int ROOM_BYTES = 1 << 24;

    private final SplittableRandom random;
    private long leastNanos;
    private long widthNanos;

    /** Delays by {@code leastNanos} and up to {@code widthNanos} more, drawn evenly. */
    LatencyStage(Line line, SplittableRandom random, long leastNanos, long widthNanos) {
        super(line);
        this.random = random;
        this.leastNanos = leastNanos;
        this.widthNanos = widthNanos;
    }

    static LatencyStage of(Toxic toxic, Line line, SplittableRandom random) {
        LatencyStage stage = new LatencyStage(line, random, 0, 0);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        long jitterNanos = Math.max(0, Spans.ofMillis(toxic.attribute("jitter")));
        leastNanos = Spans.ofMillis(toxic.attribute("latency")) - jitterNanos;
        widthNanos = 2 * jitterNanos;
    }

    @Override
    int room() {
        return ROOM_BYTES;
    }

    @Override
    boolean receives(Chunk chunk) {
        decide(chunk);
        return true;
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return head.dueNanos;
    }

    @Override
    long passes(Chunk head, int bytes, long nowNanos) {
        // Two delays one after the other add up, however late the first was carried out.
        return Math.max(head.nanos, head.dueNanos);
    }

    @Override
    void redecide(Iterable<Chunk> chunks) {
        chunks.forEach(this::decide);
    }

    private void decide(Chunk chunk) {
        long drawn = widthNanos == 0 ? 0 : random.nextLong(widthNanos);
        chunk.dueNanos = chunk.nanos + leastNanos + drawn;
    }
}
