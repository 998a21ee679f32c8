package io.waybill.broker.replica;

import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.PartitionLog;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.file.LogFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Opens a replica's log, finds out how far it is known to be committed, and tells what an earlier life left. */
final class Opening {

    private static final int READ_BYTES = 1 << 20;

    private final ReplicaContext context;
    private final TopicPartition partition;
    private final ReplicaListener listener;
    private final ReplicaLog.Owner owner;
    private final List<Found> found = new ArrayList<>();

    private record Found(long baseOffset, long lastOffset, int leaderEpoch, int crc) {}

    Opening(ReplicaContext context, TopicPartition partition, ReplicaListener listener, ReplicaLog.Owner owner) {
        this.context = context;
        this.partition = partition;
        this.listener = listener;
        this.owner = owner;
    }

    /**
     * Returns the name of a partition's log: the topic's id and the partition's number. So it is allowed as a file's
     * name whatever the topic's is, and a topic of the same name as one that is gone never meets what that has left.
     */
    static String logName(TopicPartition partition) {
        return partition.topicId() + "-" + partition.partition();
    }

    void run(Consumer<ReplicaLog> done, LogFailure.Listener failed) {
        context.highWatermarks()
                .whenRead(() -> PartitionLog.open(
                        context.environment().disk(),
                        logName(partition),
                        context.config().of(partition.topic()).log(),
                        context.wallMillis(),
                        owner::failed,
                        log -> look(log, log.logStartOffset(), done, failed),
                        failed));
    }

    /** Reads all there is, where anybody wants to know. */
    private void look(PartitionLog log, long from, Consumer<ReplicaLog> done, LogFailure.Listener failed) {
        if (listener == ReplicaListener.NONE || from >= log.logEndOffset()) {
            settle(log, done);
            return;
        }
        log.read(
                new ReadRequest(from, READ_BYTES, log.logEndOffset(), true),
                read -> {
                    note(read);
                    look(log, read.nextOffset(), done, failed);
                },
                failed);
    }

    private void note(LogRead read) {
        var batch = new RecordBatch(read.batches());
        boolean isThere = read.batches().hasRemaining();
        while (isThere) {
            found.add(new Found(batch.baseOffset(), batch.lastOffset(), batch.leaderEpoch(), batch.computedCrc()));
            isThere = batch.moveToNext();
        }
    }

    private void settle(PartitionLog log, Consumer<ReplicaLog> done) {
        long written = context.highWatermarks().of(partition);
        if (written > log.logEndOffset()) {
            context.probes().checkpointBeyondLog.hit();
        }
        long highWatermark = Math.max(log.logStartOffset(), Math.min(written, log.logEndOffset()));
        // What lies beyond the log is not known to be committed when the log has grown again.
        context.highWatermarks().lower(partition, highWatermark, () -> {
            listener.opened(log.logStartOffset(), log.logEndOffset(), highWatermark);
            found.forEach(it -> listener.found(it.baseOffset(), it.lastOffset(), it.leaderEpoch(), it.crc()));
            done.accept(new ReplicaLog(context, partition, listener, log, highWatermark, owner));
        });
    }
}
