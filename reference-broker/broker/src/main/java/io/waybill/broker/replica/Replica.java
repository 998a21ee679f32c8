package io.waybill.broker.replica;

import io.waybill.broker.watch.TopicPartition;

/** One replica of a partition on this broker. */
public final class Replica {

    private final TopicPartition partition;

    Replica(TopicPartition partition) {
        this.partition = partition;
    }

    /** Returns which partition it is of. */
    public TopicPartition partition() {
        return partition;
    }
}
