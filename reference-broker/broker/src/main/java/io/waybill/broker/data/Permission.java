package io.waybill.broker.data;

import io.waybill.log.epoch.EpochEnd;
import io.waybill.wire.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What of a partition may be given.
 *
 * @param error why nothing
 * @param limit up to which offset, exclusive
 * @param isNews whether something other than records is worth an answer at once
 * @param divergence where the reader's log parts from this one; null where it does not
 * @param elsewhere which replica to read from instead; -1 for this one
 */
record Permission(
        ErrorCode error,
        long limit,
        boolean isNews,
        @Nullable EpochEnd divergence,
        int elsewhere) {

    private static final int HERE = -1;

    static Permission granted(long limit, boolean isNews) {
        return new Permission(ErrorCode.NONE, limit, isNews, null, HERE);
    }

    static Permission refused(ErrorCode error) {
        return new Permission(error, 0, true, null, HERE);
    }

    static Permission diverges(EpochEnd at) {
        return new Permission(ErrorCode.NONE, 0, true, at, HERE);
    }

    static Permission elsewhere(int replica) {
        return new Permission(ErrorCode.NONE, 0, true, null, replica);
    }

    /** Returns whether records may be read. */
    boolean isGranted() {
        return !error.isError() && divergence == null && elsewhere == HERE;
    }
}
