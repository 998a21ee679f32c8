package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.ControlMarker;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.AppendOutcome.Duplicate;
import io.waybill.log.file.LogFailure;
import io.waybill.log.producer.ProducerView;
import io.waybill.log.producer.ProducerView.Remembered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One seed's life of a log, beside its model. */
final class LogLife {

    private final Randomness random;
    private final LogBench bench;
    private final List<String> story = new ArrayList<>();
    /** What the log holds now. */
    private LogModel model = new LogModel();
    /** What it may hold instead after a crash, because an operation is under way; null where none is. */
    private LogModel other;
    /** A crash must leave at least this. */
    private long safe;

    private int epoch;
    private int values;
    private int crashes;
    private int tornTails;

    LogLife(Randomness random, long seed) {
        this.random = random;
        this.bench = new LogBench(seed);
        bench.settings = bench.settings.withSegments(500 + random.nextInt(1500), random.nextInt(3) * 100, 450);
        if (random.chance(0.3)) {
            bench.disk.tearNothing();
        }
    }

    String story() {
        return String.join("\n", story.subList(Math.max(0, story.size() - 40), story.size()));
    }

    int crashes() {
        return crashes;
    }

    int tornTails() {
        return tornTails;
    }

    void live(int steps) {
        bench.open();
        for (int i = 0; i < steps; i++) {
            bench.now += random.nextInt(1000);
            act();
            for (int ops = random.nextInt(6); ops > 0; ops--) {
                bench.disk.step();
            }
            if (bench.failure != null) {
                crash("the disk failed");
            }
        }
        crash("the end");
    }

    private void tell(String what) {
        story.add(what + " [" + model.start + ", " + model.end() + ") safe " + safe);
    }

    private void act() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            appendAsLeader();
        } else if (dice < 50) {
            appendAsFollower();
        } else if (dice < 62) {
            flush();
        } else if (dice < 66) {
            tell("checkpoint");
            bench.log.checkpoint(() -> {}, why -> {});
        } else if (dice < 72) {
            truncate();
        } else if (dice < 76) {
            delete();
        } else if (dice < 77) {
            restart();
        } else if (dice < 84) {
            check();
        } else if (dice < 86) {
            close();
        } else if (dice < 88) {
            tell("the next sync fails");
            bench.disk.failNextSync(random.chance(0.8) ? ".log" : ".draft");
        } else if (dice < 91) {
            killProcess();
        } else if (dice < 97) {
            crash("crash");
        } else {
            epoch++;
            tell("epoch " + epoch);
            bench.log.beginEpoch(epoch, () -> {}, why -> {});
        }
    }

    private boolean isChanging() {
        if (other != null) {
            bench.disk.run();
        }
        return other != null || bench.failure != null;
    }

    private void appendAsLeader() {
        if (isChanging()) {
            return;
        }
        ByteBuffer batch = next().build();
        if (random.chance(0.15)) {
            resend();
        }
        AppendOutcome outcome = bench.log.appendAsLeader(batch, epoch, AppendOrigin.BROKER, bench.now);
        tell("lead " + outcome);
        assertThat(outcome).isInstanceOf(Appended.class);
        model.add(batch);
    }

    /** A batch that its producer sends as the next one, or that has no producer; or a marker. */
    private BatchBuilder next() {
        String[] words = new String[1 + random.nextInt(3)];
        for (int i = 0; i < words.length; i++) {
            words[i] = "v" + values++ + "-".repeat(random.nextInt(40));
        }
        BatchBuilder builder = LogBench.batch(bench.now, words);
        long producer = random.nextInt(5) - 1;
        if (producer < 0) {
            return builder;
        }
        ProducerView known = known(producer);
        int sequence = 0;
        int producerEpoch = 0;
        if (known != null) {
            producerEpoch = known.epoch() + (random.chance(0.05) && known.transactionStart() < 0 ? 1 : 0);
            boolean fresh = producerEpoch > known.epoch() || known.batches().isEmpty();
            sequence = fresh ? 0 : last(known).lastSequence() + 1;
        }
        if (producer == 3) {
            builder.transactional();
        }
        return builder.producer(producer, (short) producerEpoch, sequence);
    }

    private ProducerView known(long producer) {
        for (ProducerView view : model.producers()) {
            if (view.producerId() == producer) {
                return view;
            }
        }
        return null;
    }

    private static Remembered last(ProducerView view) {
        return view.batches().get(view.batches().size() - 1);
    }

    /** Sends again what one of the last five batches of a producer was; ends its transaction, if it has one. */
    private void resend() {
        long producer = random.nextInt(4);
        ProducerView known = known(producer);
        if (known == null) {
            return;
        }
        if (known.transactionStart() >= 0 && random.chance(0.6)) {
            ByteBuffer marker = new ControlMarker(random.chance(0.5), random.nextInt(2) + known.coordinatorEpoch() + 1)
                    .batch(producer, known.epoch(), bench.now);
            assertThat(bench.log.appendAsLeader(marker, epoch, AppendOrigin.BROKER, bench.now))
                    .isInstanceOf(Appended.class);
            model.add(marker);
            tell("marker of " + producer);
        } else if (!known.batches().isEmpty()) {
            Remembered batch =
                    known.batches().get(random.nextInt(known.batches().size()));
            String[] words = new String[(int) (batch.lastOffset() - batch.baseOffset() + 1)];
            Arrays.fill(words, "again");
            ByteBuffer again = LogBench.batch(bench.now, words)
                    .producer(producer, known.epoch(), batch.baseSequence())
                    .build();
            assertThat(bench.log.appendAsLeader(again, epoch, AppendOrigin.CLIENT, bench.now))
                    .isEqualTo(new Duplicate(batch.baseOffset(), batch.lastOffset(), -1));
        }
    }

    private void appendAsFollower() {
        if (isChanging()) {
            return;
        }
        ByteBuffer sent = ByteBuffer.allocate(5000);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            epoch += random.nextInt(4) == 0 ? 1 : 0;
            ByteBuffer batch = next().baseOffset(model.end()).leaderEpoch(epoch).build();
            sent.put(batch.duplicate());
            model.add(batch);
        }
        AppendOutcome outcome = bench.log.appendAsFollower(sent.flip(), bench.now);
        tell("follow " + outcome);
        assertThat(outcome).isInstanceOf(Appended.class);
    }

    private void flush() {
        long end = model.end();
        tell("flush");
        LogModel asked = other;
        bench.log.flush(
                () -> {
                    if (asked == null && other == null && end <= model.end()) {
                        safe = Math.max(safe, end);
                    }
                },
                why -> {});
    }

    private void truncate() {
        if (isChanging() || model.end() == model.base) {
            return;
        }
        long offset = model.start + random.nextLong(model.end() - model.start + 1);
        LogModel after = model.copy();
        after.truncateTo(offset);
        if (after.end() < model.start) {
            after.restartAt(model.start);
        }
        tell("truncate to " + offset);
        boolean cuts = offset < model.end();
        begin(after, Math.min(safe, after.end()));
        bench.log.truncateTo(offset, bench.now, () -> changed(after, cuts ? after.end() : safe), why -> {});
    }

    private void delete() {
        if (isChanging()) {
            return;
        }
        long offset = model.start + random.nextLong(model.end() - model.start + 1);
        LogModel after = model.copy();
        after.start = offset;
        tell("delete before " + offset);
        begin(after, safe);
        bench.log.deleteBefore(offset, start -> changed(after, Math.max(safe, offset)), why -> {});
    }

    private void restart() {
        if (isChanging()) {
            return;
        }
        long offset = random.nextLong(model.end() + 20);
        LogModel after = model.copy();
        after.restartAt(offset);
        tell("restart at " + offset);
        begin(after, 0);
        bench.log.restartAt(offset, bench.now, () -> changed(after, offset), why -> {});
    }

    private void begin(LogModel after, long newSafe) {
        other = after;
        safe = newSafe;
    }

    private void changed(LogModel after, long newSafe) {
        model = after;
        other = null;
        safe = newSafe;
        tell("  done");
    }

    private void check() {
        bench.disk.run();
        if (other != null || bench.failure != null) {
            return;
        }
        tell("check");
        assertSame(model);
    }

    private void assertSame(LogModel expected) {
        assertThat(bench.log.logStartOffset()).as("log start").isEqualTo(expected.start);
        assertThat(bench.log.logEndOffset()).as("log end").isEqualTo(expected.end());
        assertThat(bench.contents()).isEqualTo(expected.contents());
        assertThat(bench.log.producers()).isEqualTo(expected.producers());
        assertThat(bench.log.abortedTransactions(expected.start, Long.MAX_VALUE))
                .isEqualTo(expected.aborted());
    }

    private void close() {
        bench.disk.run();
        if (bench.failure != null || other != null) {
            return;
        }
        tell("close");
        boolean[] done = {false};
        bench.log.close(() -> done[0] = true, why -> {});
        bench.disk.run();
        if (!done[0]) {
            return; // The disk has failed.
        }
        if (random.chance(0.5)) {
            bench.disk.crash();
        } else {
            bench.disk.killProcess();
        }
        safe = model.end();
        if (reopen(random.chance(0.2))) {
            assertThat(bench.log.recovery().clean()).isTrue();
            assertThat(bench.log.recovery().scannedBytes()).isZero();
        }
    }

    private void killProcess() {
        boolean alone = random.chance(0.5);
        if (alone) {
            safe = Math.max(safe, bench.log.writtenOffset()); // What the disk has taken survives a process.
        }
        tell("kill");
        bench.disk.killProcess();
        reopen(!alone);
    }

    private void crash(String why) {
        tell(why);
        crashes++;
        bench.disk.crash();
        reopen(random.chance(0.2));
    }

    /**
     * Opens the log.
     *
     * @param twice whether that itself ends in a crash, and is done again
     * @return whether it does not
     */
    private boolean reopen(boolean twice) {
        if (twice) {
            PartitionLog.open(
                    bench.disk, LogBench.NAME, bench.settings, bench.now, failed -> {}, log -> {}, failed -> {});
            for (int ops = random.nextInt(40); ops > 0; ops--) {
                bench.disk.step();
            }
            bench.disk.crash();
        }
        bench.disk.failNextSync("");
        LogFailure failure = bench.tryOpen();
        assertThat(failure).as("opening").isNull();
        tornTails += bench.log.recovery().truncatedBytes() > 0 ? 1 : 0;
        long end = bench.log.logEndOffset();
        LogModel found = model;
        if (other != null && isLike(other) && !isLike(model)) {
            found = other;
        }
        assertThat(end).as("log end").isGreaterThanOrEqualTo(Math.min(safe, found.end()));
        if (found == model) {
            assertThat(end).isGreaterThanOrEqualTo(safe);
        }
        found.truncateTo(end);
        if (bench.log.logStartOffset() == (other == null ? -1 : other.start)) {
            found.start = other.start; // A deletion that was durable, but not yet told.
        }
        model = found;
        other = null;
        safe = end;
        tell("found");
        assertSame(model);
        if (model.start < model.end()) {
            assertThat(bench.log.epochs()).isEqualTo(model.epochs());
        }
        epoch = Math.max(epoch, Objects.requireNonNull(bench.log).latestEpoch());
        return !twice;
    }

    private boolean isLike(LogModel candidate) {
        long end = bench.log.logEndOffset();
        LogModel cut = candidate.copy();
        cut.truncateTo(end);
        return cut.start == bench.log.logStartOffset()
                && cut.end() == end
                && cut.producers().equals(bench.log.producers());
    }
}
