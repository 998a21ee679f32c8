package io.waybill.broker.replica;

import io.waybill.broker.watch.TopicPartition;
import java.util.SortedMap;

/** Where the high watermarks of the replicas of one loop are written down. Used on that loop, where it calls back. */
interface WatermarkStore {

    /** Calls back once what a former life left is read. */
    void whenRead(Runnable then);

    /** Returns what is written down of a partition that this loop owns; -1 where nothing is. After it is read. */
    long of(TopicPartition partition);

    /** Writes these down, and forgets all others that this loop owns. */
    void write(SortedMap<TopicPartition, Long> now, Runnable done);

    /** Takes one back; {@code done} when it is not written down any more as more than {@code most}. */
    void lower(TopicPartition partition, long most, Runnable done);
}
