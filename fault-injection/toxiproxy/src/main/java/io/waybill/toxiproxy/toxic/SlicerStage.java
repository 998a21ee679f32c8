package io.waybill.toxiproxy.toxic;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * Data comes in pieces, with a pause after each. A chunk is halved, off its middle by up to the variation, until no
 * part is larger than average and variation together. An average of 0 leaves chunks whole.
 */
final class SlicerStage extends Stage {

    private final SplittableRandom random;
    private final ArrayDeque<Integer> cuts = new ArrayDeque<>();
    private int most;
    private int variation;
    private long pauseNanos;
    private long pausedUntil;
    private boolean isPaused;

    SlicerStage(Line line, SplittableRandom random) {
        super(line);
        this.random = random;
    }

    /** Cuts pieces of at most so many bytes. */
    static SlicerStage ofPieces(Line line, int pieceBytes, long pauseNanos) {
        SlicerStage stage = new SlicerStage(line, new SplittableRandom(0));
        stage.most = pieceBytes;
        stage.pauseNanos = pauseNanos;
        return stage;
    }

    static SlicerStage of(Toxic toxic, Line line, SplittableRandom random) {
        SlicerStage stage = new SlicerStage(line, random);
        stage.read(toxic);
        return stage;
    }

    @Override
    void read(Toxic toxic) {
        long average = Math.min(toxic.attribute("average_size"), Integer.MAX_VALUE);
        variation = (int) Math.max(0, Math.min(toxic.attribute("size_variation"), Integer.MAX_VALUE / 2));
        most = average <= 0 ? Integer.MAX_VALUE : (int) Math.min(average + variation, Integer.MAX_VALUE);
        pauseNanos = Spans.ofMicros(toxic.attribute("delay"));
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return isPaused ? Math.max(pausedUntil, nowNanos) : nowNanos;
    }

    @Override
    int piece(Chunk head) {
        if (cuts.isEmpty()) {
            cut(head.size());
        }
        return cuts.element();
    }

    @Override
    long passes(Chunk head, int bytes, long nowNanos) {
        cuts.poll();
        isPaused = pauseNanos > 0;
        pausedUntil = nowNanos + pauseNanos;
        return head.nanos;
    }

    @Override
    long endDue(long cameNanos) {
        return isPaused ? Math.max(pausedUntil, cameNanos) : cameNanos;
    }

    @Override
    void redecide(Iterable<Chunk> chunks) {
        cuts.clear();
        isPaused = false;
    }

    private void cut(int bytes) {
        if (bytes <= most) {
            cuts.add(bytes);
            return;
        }
        int middle = bytes / 2;
        if (variation > 0) {
            middle += random.nextInt(2 * variation) - variation;
        }
        // Whoever varies by more than he cuts must still come to an end.
        int left = Math.max(1, Math.min(bytes - 1, middle));
        cut(left);
        cut(bytes - left);
    }
}
