package io.waybill.log;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.ControlMarker;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.file.LogFailure;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A log on a disk in memory, and short words for what tests do with it. */
final class LogBench {

    static final String NAME = "orders-0";

    final MemoryDisk disk;
    LogSettings settings = LogSettings.defaults().withSegments(700, 100, 600);
    PartitionLog log;
    LogFailure failure;
    long now = 1_000_000;

    LogBench(long seed) {
        disk = new MemoryDisk(seed);
    }

    static LogBench opened(LogMutant... mutants) {
        LogBench bench = new LogBench(1);
        bench.settings = bench.settings.with(mutants);
        return bench.open();
    }

    /** Opens the log, and fails where that cannot be done. */
    LogBench open() {
        LogFailure why = tryOpen();
        if (why != null) {
            throw new AssertionError(why.toString());
        }
        return this;
    }

    /** Returns null where the log is open now. */
    LogFailure tryOpen() {
        LogFailure[] refused = {null};
        log = null;
        failure = null;
        PartitionLog.open(
                disk, NAME, settings, now, why -> failure = why, opened -> log = opened, why -> refused[0] = why);
        disk.run();
        if ((log == null) == (refused[0] == null)) {
            throw new AssertionError("opening must end in one way, ended in none or two");
        }
        return refused[0];
    }

    LogBench crash() {
        disk.crash();
        return this;
    }

    LogBench close() {
        await(log::close);
        disk.killProcess();
        return this;
    }

    LogBench flush() {
        await(log::flush);
        return this;
    }

    LogBench checkpoint() {
        await(log::checkpoint);
        return this;
    }

    LogBench truncateTo(long offset) {
        await((done, failed) -> log.truncateTo(offset, now, done, failed));
        return this;
    }

    /** Something that calls back. */
    interface Asked {

        void run(Runnable done, LogFailure.Listener failed);
    }

    void await(Asked asked) {
        boolean[] over = {false};
        asked.run(() -> over[0] = true, why -> {
            throw new AssertionError(why.toString());
        });
        disk.run();
        if (!over[0]) {
            throw new AssertionError("it never ended");
        }
    }

    /** Appends a batch without a producer, of records with these values. */
    long append(int epoch, String... values) {
        return appended(log.appendAsLeader(batch(now, values).build(), epoch, AppendOrigin.CLIENT, now));
    }

    AppendOutcome produce(long producer, int producerEpoch, int sequence, int epoch, String... values) {
        ByteBuffer batch = batch(now, values)
                .producer(producer, (short) producerEpoch, sequence)
                .build();
        return log.appendAsLeader(batch, epoch, AppendOrigin.CLIENT, now);
    }

    AppendOutcome produceInTransaction(long producer, int sequence, int epoch, String... values) {
        ByteBuffer batch = batch(now, values)
                .producer(producer, (short) 0, sequence)
                .transactional()
                .build();
        return log.appendAsLeader(batch, epoch, AppendOrigin.CLIENT, now);
    }

    AppendOutcome end(long producer, boolean commit, int coordinatorEpoch, int epoch) {
        ByteBuffer batch = new ControlMarker(commit, coordinatorEpoch).batch(producer, (short) 0, now);
        return log.appendAsLeader(batch, epoch, AppendOrigin.BROKER, now);
    }

    /** A batch as a leader of an epoch sends it. */
    static BatchBuilder sent(long offset, int epoch, long time, String... values) {
        return batch(time, values).baseOffset(offset).leaderEpoch(epoch);
    }

    static BatchBuilder batch(long time, String... values) {
        BatchBuilder builder = new BatchBuilder();
        for (String value : values) {
            builder.add(time, null, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        }
        return builder;
    }

    static long appended(AppendOutcome outcome) {
        return outcome.match(
                Appended::firstOffset,
                duplicate -> {
                    throw new AssertionError(duplicate.toString());
                },
                refused -> {
                    throw new AssertionError(refused.toString());
                });
    }

    static Refusal refusal(AppendOutcome outcome) {
        return outcome.match(appended -> null, duplicate -> null, AppendOutcome.Refused::reason);
    }

    LogRead read(long offset, int maxBytes) {
        return read(new ReadRequest(offset, maxBytes, Long.MAX_VALUE, true));
    }

    LogRead read(ReadRequest request) {
        return Objects.requireNonNull(
                this.<LogRead>answer((done, failed) -> log.read(request, done, failed), true), "a read failed");
    }

    LogFailure failedRead(long offset) {
        LogFailure[] why = {null};
        log.read(new ReadRequest(offset, 1000, Long.MAX_VALUE, true), read -> {}, failed -> why[0] = failed);
        disk.run();
        return why[0];
    }

    /** Something that answers. */
    interface AskedFor<T> {

        void run(Consumer<T> done, LogFailure.Listener failed);
    }

    <T> T answer(AskedFor<T> asked, boolean mustAnswer) {
        List<T> answers = new ArrayList<>();
        List<LogFailure> failures = new ArrayList<>();
        asked.run(answers::add, failures::add);
        disk.run();
        if (answers.size() + failures.size() != 1 || (mustAnswer && answers.isEmpty())) {
            throw new AssertionError("answers " + answers + ", failures " + failures);
        }
        return answers.isEmpty() ? null : answers.get(0);
    }

    /** Reads everything, batch by batch: {@code offset@epoch=value} for each record. */
    List<String> contents() {
        List<String> contents = new ArrayList<>();
        long offset = log.logStartOffset();
        while (offset < log.logEndOffset()) {
            LogRead read = read(offset, 150);
            contents.addAll(records(read.batches()));
            if (read.nextOffset() <= offset) {
                throw new AssertionError("a read from " + offset + " gives nothing");
            }
            offset = read.nextOffset();
        }
        return contents;
    }

    static List<String> records(ByteBuffer batches) {
        List<String> records = new ArrayList<>();
        if (!batches.hasRemaining()) {
            return records;
        }
        RecordBatch batch = new RecordBatch(batches.slice());
        do {
            if (batch.isControl()) {
                records.add(batch.baseOffset() + "@" + batch.leaderEpoch() + "=" + batch.marker());
                continue;
            }
            for (LogRecord record : batch.records()) {
                String value = StandardCharsets.UTF_8
                        .decode(Objects.requireNonNull(record.value()).duplicate())
                        .toString();
                records.add(record.offset() + "@" + batch.leaderEpoch() + "=" + value);
            }
        } while (batch.moveToNext());
        return records;
    }
}
