package io.waybill.wire.message;

import java.util.List;

/**
 * Appends the end of a transaction to its partitions; sent by the coordinator.
 *
 * @param markers an entry for each producer
 */
public record WriteTxnMarkersRequest(List<Marker> markers) implements Request {

    /** Copies its lists. */
    public WriteTxnMarkersRequest {
        markers = List.copyOf(markers);
    }

    @Override
    public Api api() {
        return Api.WRITE_TXN_MARKERS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.writeTxnMarkers(this);
    }

    /**
     * What concerns one producer.
     *
     * @param producerId the producer id
     * @param producerEpoch the epoch of the producer id
     * @param committed true to commit, false to abort
     * @param topics an entry for each topic
     * @param coordinatorEpoch the epoch of the transaction coordinator
     * @param transactionVersion the level of the feature transaction.version that the transaction ran with (version 2+)
     */
    public record Marker(
            long producerId,
            short producerEpoch,
            boolean committed,
            List<Topic> topics,
            int coordinatorEpoch,
            byte transactionVersion) {

        /** Copies its lists. */
        public Marker {
            topics = List.copyOf(topics);
        }
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, List<Integer> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }
}
