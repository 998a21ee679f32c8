package io.waybill.broker.watch;

import io.waybill.wire.message.ErrorCode;
import java.util.List;

/** Is told what happens to one replica, at once and on the node's loop; must not call back. */
public interface ReplicaListener {

    /** Listens to nothing. */
    ReplicaListener NONE = new ReplicaListener() {};

    /**
     * Its log is open.
     *
     * @param logStart the first offset
     * @param logEnd the offset after the last; everything below is durable now
     * @param highWatermark what it knows to be committed, from the checkpoint of its former life
     */
    default void opened(long logStart, long logEnd, long highWatermark) {}

    /**
     * One batch of its log, right after {@link #opened}: what an earlier life left. In the order of offsets.
     *
     * @param crc the checksum of what is there, whatever stands in the batch
     */
    default void found(long baseOffset, long lastOffset, int leaderEpoch, int crc) {}

    /** It leads from now on: its log, its own epoch included, is durable. */
    default void leads(int leaderEpoch, long logEnd, List<Integer> isr) {}

    /**
     * It leads from now on by an unclean election, whose loss is not told to all yet: told after {@link #leads}, in
     * each such leader epoch.
     */
    default void leadsUncleanly(int leaderEpoch) {}

    /** It follows from now on; {@code leader} is -1 where nobody leads. */
    default void follows(int leaderEpoch, int leader) {}

    /**
     * The in-sync replicas as the leader takes them.
     *
     * @param isr those that are committed
     * @param maximal those and the ones it has proposed: the high watermark waits for all of them
     */
    default void inSync(int leaderEpoch, int partitionEpoch, List<Integer> isr, List<Integer> maximal) {}

    /** A batch was appended; the disk has not taken it yet. */
    default void appended(long baseOffset, long lastOffset, int leaderEpoch, int crc) {}

    /**
     * Its log has grown by one append, of one batch or more; told after {@link #appended} of each.
     *
     * @param records how many offsets they take
     * @param bytes how large they are
     */
    default void grew(long records, long bytes) {}

    /**
     * A producer sent the leader a batch that it has appended already: it is not appended again, and answered as if it
     * were the first time.
     *
     * @param lastOffset the batch's last, where it stands
     */
    default void sentAgain(long lastOffset) {}

    /** The leader did not append a batch that a producer sent, and answered this error. */
    default void refused(ErrorCode error) {}

    /**
     * The disk has taken everything below an offset: it survives the process. Told where that is what counts, which is
     * where the log is not flushed for each record.
     */
    default void written(long offset) {}

    /** Everything below an offset is durable. */
    default void flushed(long offset) {}

    /** Everything from an offset on is gone from the log. */
    default void truncated(long offset) {}

    /** Everything is gone, and the log begins at an offset. */
    default void restarted(long offset) {}

    /** Everything below an offset was deleted, by age, size or order. */
    default void deletedBefore(long offset) {}

    /** It takes everything below an offset as committed, leading or following. */
    default void highWatermark(long offset) {}

    /**
     * The leader tells a producer that a batch is committed ({@code acks=all}) or appended (else).
     *
     * @param lastOffset the batch's last
     * @param acks -1, 0 or 1
     */
    default void acknowledged(long lastOffset, int acks) {}

    /**
     * Records are given to a consumer.
     *
     * @param endOffset the offset after the last given
     * @param highWatermark of the replica that gives them
     */
    default void served(long firstOffset, long endOffset, long highWatermark) {}

    /** Its log has failed and it serves no more in this life. */
    default void offline(String reason) {}

    /** It is no longer a replica of this node; its log is deleted. */
    default void removed() {}
}
