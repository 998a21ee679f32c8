package io.waybill.log.segment;

import io.waybill.log.batch.BatchCheck;

/**
 * Where a scan ended, and why.
 *
 * @param position of the first byte that was not taken in
 * @param found sound at the end, and where the visitor had enough; else what is wrong with the batch there
 * @param words the same as a sentence
 */
public record ScanEnd(long position, BatchCheck found, String words) {

    /** Returns whether no batch was found wrong. */
    public boolean isSound() {
        return found == BatchCheck.SOUND;
    }
}
