package io.waybill.toxiproxy.toxic;

/** Lets so many bytes pass in a second, in pieces of at most a tenth of it. At a rate of 0 all stands, and is kept. */
final class BandwidthStage extends Stage {

    /** Toxiproxy's kilobyte. */
    private static final long KILOBYTE = 1000;

    private Pace pace;
    private int reserved;
    private long dueNanos;

    BandwidthStage(Line line, Pace pace) {
        super(line);
        this.pace = pace;
    }

    static BandwidthStage of(Toxic toxic, Line line) {
        return new BandwidthStage(line, paceOf(toxic));
    }

    @Override
    void read(Toxic toxic) {
        pace = paceOf(toxic);
        reserved = 0;
    }

    private static Pace paceOf(Toxic toxic) {
        long rate = Math.max(0, toxic.attribute("rate"));
        return new Pace(Math.min(rate, Long.MAX_VALUE / KILOBYTE) * KILOBYTE);
    }

    @Override
    long due(Chunk head, long nowNanos) {
        if (pace.stands()) {
            return NEVER;
        }
        if (reserved == 0) {
            reserved = pace.piece(head.size());
            dueNanos = pace.reserve(reserved, nowNanos);
        }
        return dueNanos;
    }

    @Override
    int piece(Chunk head) {
        return reserved == 0 ? pace.piece(head.size()) : reserved;
    }

    @Override
    long passes(Chunk head, int bytes, long nowNanos) {
        reserved = 0;
        return head.nanos;
    }
}
