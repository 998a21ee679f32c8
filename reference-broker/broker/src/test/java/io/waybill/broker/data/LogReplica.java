package io.waybill.broker.data;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Environment;
import io.waybill.log.PartitionLog;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import io.waybill.wire.message.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A replica on a real log that decides as little as will do: it commits what all others that it is told of have. */
public final class LogReplica implements Served {

    private final Environment environment;
    private final TopicPartition partition;
    private final PartitionLog log;
    private final Map<Integer, Long> promised = new TreeMap<>();
    private List<Integer> inSync = List.of();
    private final List<Runnable> watchers = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean leads;
    private int leaderEpoch = -1;
    private long epochStart;
    private long highWatermark;

    /** What consumers were given, {@code first-end}. */
    public final List<String> given = new ArrayList<>();

    /** The fetches of followers that were taken, {@code replica@offset}. */
    public final List<String> fetches = new ArrayList<>();

    /** The other in-sync replicas. */
    public List<Follower> followers = List.of();

    private record Waiting(long lastOffset, Runnable done) {}

    LogReplica(Environment environment, TopicPartition partition, PartitionLog log) {
        this.environment = environment;
        this.partition = partition;
        this.log = log;
        this.highWatermark = log.logStartOffset();
    }

    public PartitionLog log() {
        return log;
    }

    public long nowMillis() {
        return environment.clock().wallMillis();
    }

    /** It leads, and commits what it and all these have. */
    public void lead(int epoch, List<Integer> waitsFor) {
        log.beginEpoch(epoch, () -> {}, LogReplica::fail);
        leads = true;
        leaderEpoch = epoch;
        epochStart = log.logEndOffset();
        promised.clear();
        inSync = List.copyOf(waitsFor);
        tell();
        commit();
    }

    /** As a leader, it waits for others from now on. */
    public void waitFor(List<Integer> others) {
        inSync = List.copyOf(others);
        commit();
    }

    public void follow(int epoch) {
        leads = false;
        leaderEpoch = epoch;
        tell();
    }

    /** Appends without anybody to tell. */
    public void append(ByteBuffer batch) {
        produce(batch, (short) 1, produced -> {
            if (produced.error().isError()) {
                throw new AssertionError(produced);
            }
        });
    }

    public void commitTo(long offset) {
        highWatermark = Math.max(highWatermark, Math.min(offset, log.logEndOffset()));
        log.highWatermarkAdvanced(highWatermark);
        tell();
    }

    /** Its high watermark goes with what was truncated. */
    public void truncated() {
        highWatermark = Math.min(highWatermark, log.logEndOffset());
        highWatermark = Math.max(highWatermark, log.logStartOffset());
    }

    /** Returns, as the leader, whether another replica may be waited for: it has what was there when this one began. */
    public boolean hasCaughtUp(int other) {
        return promised.getOrDefault(other, -1L) >= Math.max(epochStart, highWatermark);
    }

    public static void fail(LogFailure failure) {
        if (failure.kind() != LogFailure.Kind.TRUNCATED) {
            throw new AssertionError(failure.toString());
        }
    }

    private void tell() {
        List.copyOf(watchers).forEach(Runnable::run);
    }

    private void commit() {
        long least = log.flushedOffset();
        for (int other : inSync) {
            least = Math.min(least, promised.getOrDefault(other, -1L));
        }
        if (leads && least > highWatermark) {
            commitTo(least);
            for (Waiting each : List.copyOf(waiting)) {
                if (each.lastOffset < highWatermark && waiting.remove(each)) {
                    each.done.run();
                }
            }
        }
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public boolean leads() {
        return leads;
    }

    @Override
    public int leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public long epochStart() {
        return epochStart;
    }

    @Override
    public long logStartOffset() {
        return log.logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return log.logEndOffset();
    }

    @Override
    public long highWatermark() {
        return highWatermark;
    }

    @Override
    public long lastStableOffset() {
        return log.lastStableOffset(highWatermark);
    }

    @Override
    public int epochOf(long offset) {
        return log.epochOf(offset);
    }

    @Override
    public EpochEnd endOffsetFor(int epoch) {
        return log.endOffsetFor(epoch);
    }

    @Override
    public Optional<EpochEnd> divergence(int lastEpoch, long fetchOffset) {
        return log.divergence(lastEpoch, fetchOffset);
    }

    @Override
    public Runnable produce(ByteBuffer batch, short acks, Consumer<Produced> done) {
        if (!leads) {
            done.accept(Produced.refused(ErrorCode.NOT_LEADER_OR_FOLLOWER, null));
            return () -> {};
        }
        boolean isDone = log.appendAsLeader(batch, leaderEpoch, AppendOrigin.CLIENT, nowMillis())
                .match(
                        appended -> {
                            var good =
                                    new Produced(ErrorCode.NONE, appended.firstOffset(), appended.appendMillis(), null);
                            if (acks == -1) {
                                waiting.add(new Waiting(appended.lastOffset(), () -> done.accept(good)));
                            } else {
                                done.accept(good);
                            }
                            return true;
                        },
                        duplicate -> false,
                        refused -> {
                            done.accept(Produced.refused(ErrorCode.CORRUPT_MESSAGE, refused.detail()));
                            return true;
                        });
        if (!isDone) {
            throw new AssertionError("nobody sends anything twice here");
        }
        tell();
        log.flush(this::commit, LogReplica::fail);
        long last = log.logEndOffset() - 1;
        return () -> waiting.removeIf(it -> it.lastOffset() == last);
    }

    /** Returns how many wait for a commit. */
    public int waiting() {
        return waiting.size();
    }

    @Override
    public boolean noteFetch(FollowerFetch fetch) {
        fetches.add(fetch.replica() + "@" + fetch.offset());
        promised.put(fetch.replica(), fetch.offset());
        commit();
        return true;
    }

    @Override
    public void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed) {
        log.read(request, done, failed);
    }

    @Override
    public void noteServed(long firstOffset, long endOffset) {
        given.add(firstOffset + "-" + endOffset);
    }

    @Override
    public List<AbortedTransaction> abortedTransactions(long from, long to) {
        return log.abortedTransactions(from, to);
    }

    @Override
    public void offsetOfTime(long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        log.offsetOfTime(timestamp, endOffset, done, failed);
    }

    @Override
    public List<Follower> inSyncFollowers() {
        return followers;
    }

    @Override
    public void deleteBefore(long offset, LongConsumer done, LogFailure.Listener failed) {
        log.deleteBefore(offset, done, failed);
    }

    @Override
    public List<ProducerView> producers() {
        return log.producers();
    }

    @Override
    public Runnable watch(boolean ofAppends, Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }
}
