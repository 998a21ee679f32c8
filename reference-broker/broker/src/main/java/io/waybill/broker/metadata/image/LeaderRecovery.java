package io.waybill.broker.metadata.image;

/** Whether a partition's leader has everything that was acknowledged (KIP-704). The order is that of the wire. */
public enum LeaderRecovery {
    /** It was in sync, or has recovered since. */
    RECOVERED,
    /** It was elected uncleanly and has not yet made its log consistent; until then it stays alone in sync. */
    RECOVERING
}
