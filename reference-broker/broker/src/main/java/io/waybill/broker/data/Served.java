package io.waybill.broker.data;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A replica of this broker as its handlers see it. Its log is open and has not failed. */
public interface Served {

    /** Returns which partition it is of. */
    TopicPartition partition();

    /** Returns whether it leads, and may answer as a leader. */
    boolean leads();

    /** Returns the leader epoch in which it leads or follows. */
    int leaderEpoch();

    /** Returns where its own leader epoch began; only where it leads. */
    long epochStart();

    /** Returns the first offset. */
    long logStartOffset();

    /** Returns the offset after the last. */
    long logEndOffset();

    /** Returns what it knows to be committed. */
    long highWatermark();

    /** Returns how far one may read who wants decided transactions only. */
    long lastStableOffset();

    /** Returns the leader epoch of a record, or -1. */
    int epochOf(long offset);

    /** Returns where the records of an epoch end, or of the largest smaller one. */
    EpochEnd endOffsetFor(int epoch);

    /** Returns where another log parts from this one, whose last record is of an epoch and whose end is an offset. */
    Optional<EpochEnd> divergence(int lastEpoch, long fetchOffset);

    /**
     * Appends a produced batch as the leader.
     *
     * @param batch belongs to the replica now
     * @param acks 0 and 1: done when appended; -1: when committed
     * @param done is told once, perhaps before this returns; never where this life ends first
     * @return ends the waiting: nobody is told any more, whatever becomes of the batch
     */
    Runnable produce(ByteBuffer batch, short acks, Consumer<Produced> done);

    /**
     * Notes, as the leader, that a follower has everything below an offset, of this very log.
     *
     * @return whether it is one of the replicas, in a life that is not older than what is known of it
     */
    boolean noteFetch(FollowerFetch fetch);

    /** Reads whole batches. */
    void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed);

    /** Notes that records below an offset were given to a consumer. */
    void noteServed(long firstOffset, long endOffset);

    /** Returns the aborted transactions that may have messages from one offset, inclusive, to another, exclusive. */
    List<AbortedTransaction> abortedTransactions(long from, long to);

    /** Finds the first record that has a timestamp or a later one, below an offset. */
    void offsetOfTime(long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed);

    /** Returns, as the leader, the other in-sync replicas as it knows them. */
    List<Follower> inSyncFollowers();

    /** Removes what is below an offset, durably. */
    void deleteBefore(long offset, LongConsumer done, LogFailure.Listener failed);

    /** Returns the known producers. */
    List<ProducerView> producers();

    /**
     * Has somebody told, until he no longer wants to be, when more is committed, or it leads or follows anew.
     *
     * @param ofAppends whether he is told too when there is more that is not committed
     * @param changed must not ask this replica for anything before it has returned
     * @return ends it
     */
    Runnable watch(boolean ofAppends, Runnable changed);

    /**
     * A follower's fetch.
     *
     * @param replica its id
     * @param brokerEpoch of its life
     * @param offset it has everything below
     * @param logStart its first offset
     */
    record FollowerFetch(int replica, long brokerEpoch, long offset, long logStart) {}

    /**
     * A follower as its leader knows it.
     *
     * @param replica its id
     * @param logStart its first offset
     * @param logEnd it has everything below
     */
    record Follower(int replica, long logStart, long logEnd) {}
}
