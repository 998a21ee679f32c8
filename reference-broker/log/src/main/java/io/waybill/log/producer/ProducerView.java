package io.waybill.log.producer;

import java.util.List;

/**
 * What is known of a producer.
 *
 * @param coordinatorEpoch of the coordinator that ended its last transaction; -1 where there was none
 * @param transactionStart first offset of its open transaction; -1 where there is none
 * @param batches its last batches, the oldest first
 */
public record ProducerView(
        long producerId, short epoch, int coordinatorEpoch, long transactionStart, List<Remembered> batches) {

    public ProducerView {
        batches = List.copyOf(batches);
    }

    /**
     * A batch that is remembered to know it again.
     *
     * @param timestamp its largest, in milliseconds
     */
    public record Remembered(int baseSequence, int lastSequence, long baseOffset, long lastOffset, long timestamp) {}
}
