package io.waybill.simulation.cluster.sight;

import io.waybill.broker.watch.ReplicaListener;
import io.waybill.system.NodeReport;
import io.waybill.wire.message.ErrorCode;
import java.util.List;

/** One replica in one life of its node, as it tells of itself. */
final class ReplicaSight implements ReplicaListener {

    private static final int NO_EPOCH = -1;

    private final Deeds deeds;
    private long logEnd;
    private int leaderEpoch = NO_EPOCH;
    private boolean leads;
    private boolean offline;

    /** Is told what it does. */
    interface Deeds {

        /** It leads, and has appended a batch. */
        void appended();

        /** It did something of which nodes tell. */
        void did(NodeReport.Kind kind, long number);
    }

    ReplicaSight(Deeds deeds) {
        this.deeds = deeds;
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
            deeds.appended();
        }
    }

    @Override
    public void sentAgain(long lastOffset) {
        deeds.did(NodeReport.Kind.SENT_AGAIN, lastOffset);
    }

    @Override
    public void refused(ErrorCode error) {
        if (error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER) {
            deeds.did(NodeReport.Kind.OUT_OF_SEQUENCE, NodeReport.NONE);
        } else if (error == ErrorCode.NOT_ENOUGH_REPLICAS) {
            deeds.did(NodeReport.Kind.TOO_FEW_IN_SYNC, NodeReport.NONE);
        }
    }

    @Override
    public void leadsUncleanly(int epoch) {
        deeds.did(NodeReport.Kind.UNCLEAN_LEADER, epoch);
    }

    @Override
    public void truncated(long offset) {
        logEnd = Math.min(logEnd, offset);
        deeds.did(NodeReport.Kind.TRUNCATED, offset);
    }

    @Override
    public void restarted(long offset) {
        logEnd = offset;
        deeds.did(NodeReport.Kind.TRUNCATED, offset);
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
