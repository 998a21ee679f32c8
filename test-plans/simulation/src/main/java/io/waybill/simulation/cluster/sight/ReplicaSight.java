package io.waybill.simulation.cluster.sight;

import io.waybill.broker.watch.ReplicaListener;
import java.util.List;

/** One replica in one life of its node, as it tells of itself. */
final class ReplicaSight implements ReplicaListener {

    private static final int NO_EPOCH = -1;

    private final Produced produced;
    private long logEnd;
    private int leaderEpoch = NO_EPOCH;
    private boolean leads;
    private boolean offline;

    /** Is told what it does with what producers send it. */
    interface Produced {

        /** It leads, and has appended a batch. */
        void appended();

        /** It leads, and was sent again what it has. */
        void sentAgain(long lastOffset);
    }

    ReplicaSight(Produced produced) {
        this.produced = produced;
    }

    /** Returns the offset after the last, durable or not. */
    long logEnd() {
        return logEnd;
    }

    boolean leads(int epoch) {
        return leads && leaderEpoch == epoch && !offline;
    }

    boolean isOffline() {
        return offline;
    }

    @Override
    public void opened(long logStart, long end, long highWatermark) {
        logEnd = end;
    }

    @Override
    public void leads(int epoch, long end, List<Integer> isr) {
        leads = true;
        leaderEpoch = epoch;
        logEnd = end;
    }

    @Override
    public void follows(int epoch, int leader) {
        leads = false;
        leaderEpoch = epoch;
    }

    @Override
    public void appended(long baseOffset, long lastOffset, int epoch, int crc) {
        logEnd = lastOffset + 1;
        if (leads) {
            produced.appended();
        }
    }

    @Override
    public void sentAgain(long lastOffset) {
        produced.sentAgain(lastOffset);
    }

    @Override
    public void truncated(long offset) {
        logEnd = Math.min(logEnd, offset);
    }

    @Override
    public void restarted(long offset) {
        logEnd = offset;
    }

    @Override
    public void offline(String reason) {
        offline = true;
    }

    @Override
    public void removed() {
        leads = false;
        logEnd = 0;
    }
}
