package io.waybill.checker;

import io.waybill.history.file.HistoryReader;

/**
 * Judges a stored history: one pass, streaming, the partitions shared by several threads.
 *
 * <p>The verdict depends on the history alone: not on the machine's speed, not on the number of threads.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /**
     * Returns what the history says of the claims.
     *
     * @throws io.waybill.history.file.CorruptHistoryException where a block turns out to be damaged: there is no
     *     verdict
     */
    public static Judgement check(HistoryReader history, CheckOptions options) {
        return new CheckRun(history, options).judge();
    }
}
