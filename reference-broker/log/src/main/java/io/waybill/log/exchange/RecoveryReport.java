package io.waybill.log.exchange;

/**
 * What opening a log found.
 *
 * @param clean whether it had been closed
 * @param scannedBytes how much of it was read
 * @param truncatedBytes how much a crash had left that was not whole
 * @param droppedSegments how many segments behind that were of no use
 * @param producersIncomplete whether producers may be missing whose batches were deleted
 */
public record RecoveryReport(
        boolean clean, long scannedBytes, long truncatedBytes, int droppedSegments, boolean producersIncomplete) {}
