package io.waybill.broker.replica;

import static io.waybill.broker.replica.Trio.MILLI;
import static io.waybill.broker.replica.Trio.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.data.Produced;
import io.waybill.environment.Randomness;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.wire.message.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Brokers crash and forget what they had not synced, are fenced, lag behind with the metadata, lose their connections
 * and have slow disks. What was acknowledged with {@code acks=all} stays, what was read stays, an idempotent producer
 * is in the log once and in order, and in the end all are in sync with the same log.
 */
class ReplicationPropertyTest {

    private static final int SEEDS = 40;
    private static final int SEEDS_FOR_FLAWS = 200;
    private static final int STEPS = 60;

    @Test
    void what_was_promised_stays() {
        var hits = new TreeSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var run = new Run(seed);

            run.go();

            assertThat(run.wrong).as("seed " + seed).isEmpty();
            hits.addAll(run.trio.world.hits());
        }
        assertThat(hits)
                .contains(
                        "leadership ends with a proposed ISR pending",
                        "leadership ends with acknowledgements pending",
                        "high watermark waits for a proposed in-sync replica",
                        "a duplicate waits for the high watermark",
                        "produce refused for too few in-sync replicas",
                        "too few in-sync replicas after the append",
                        "leader proposes a smaller ISR",
                        "leader proposes a larger ISR",
                        "a new leader begins with a high watermark before its epoch");
    }

    @Test
    void flaws_of_replicas_show() {
        for (String flaw : List.of("R1", "R2", "R3", "R8", "R9", "R11", "S1", "I5")) {
            int seed = 0;
            boolean isFound = false;
            while (!isFound && seed < SEEDS_FOR_FLAWS) {
                var run = new Run(seed, flaw);
                run.go();
                isFound = !run.wrong.isEmpty();
                seed++;
            }
            assertThat(isFound).as(flaw).isTrue();
        }
    }

    private static final class Run {

        private final Trio trio;
        private final Randomness random;
        private final List<String> wrong = new ArrayList<>();
        private final TreeMap<Long, String> known = new TreeMap<>();
        private int sequence;
        private int values;
        private boolean isWaiting;
        private long attempt;
        private int acknowledged;

        Run(int seed, String... mutants) {
            random = Randomness.ofSeed(seed).fork("run");
            trio = new Trio(seed, mutants);
            trio.config.put("replica.lag.time.max.ms", "2000");
            trio.config.put("replica.high.watermark.checkpoint.interval.ms", "700");
            trio.world.rare = seed % 3 == 0 ? 0.05 : 0;
            trio.start(1 + seed % 2);
        }

        void go() {
            for (int step = 0; step < STEPS; step++) {
                fault(random.nextInt(14));
                for (int i = random.nextInt(6); i > 0; i--) {
                    produce();
                    read();
                    trio.world.runFor(random.nextLong((random.chance(0.5) ? 300 : 20) * MILLI));
                }
            }
            heal();
            int before = acknowledged;
            for (int i = 0; i < 20; i++) {
                produce();
                trio.world.runFor(SECOND);
            }
            if (acknowledged == before) {
                wrong.add("nothing is acknowledged any more, the state is " + trio.controller.state());
            }
            trio.world.runFor(10 * SECOND);
            judge();
        }

        private void fault(int what) {
            int id = 1 + random.nextInt(3);
            switch (what) {
                case 0 -> {
                    trio.world.passes = (from, to) -> from.equals(to) || (from != id && to != id);
                    trio.world.cut();
                }
                case 1, 2 -> trio.world.passes = (from, to) -> true;
                case 3 -> {
                    long delay = random.nextLong(SECOND / 5);
                    trio.world.diskNanos = it -> it == id ? delay : 0;
                    trio.world.linkNanos = (from, to) -> from == id ? delay : 0;
                }
                case 4 -> {
                    trio.world.diskNanos = it -> 0;
                    trio.world.linkNanos = (from, to) -> 0;
                }
                case 5 -> {
                    long lag = random.nextLong(3_000);
                    trio.lagMillis = it -> it == id ? lag : 50;
                }
                case 6 -> trio.lagMillis = it -> 50;
                case 7 -> crash(id);
                case 8, 9 -> bringBack();
                case 10 -> trio.fence(id);
                case 11, 12 -> unfenceAll();
                default -> {
                    if (trio.nodes.containsKey(id)) {
                        trio.nodes.get(id).live(trio.controller.epoch(id));
                    }
                }
            }
        }

        private void crash(int id) {
            if (trio.nodes.containsKey(id)) {
                trio.kill(id);
                if (random.chance(0.5)) {
                    trio.world.runFor(random.nextLong(SECOND));
                    trio.fence(id);
                }
            }
        }

        private void bringBack() {
            for (int id = 1; id <= 3; id++) {
                if (!trio.nodes.containsKey(id)) {
                    trio.restart(id);
                }
            }
        }

        private void unfenceAll() {
            for (int id : List.copyOf(trio.nodes.keySet())) {
                trio.unfence(id);
            }
        }

        private void heal() {
            trio.world.passes = (from, to) -> true;
            trio.world.diskNanos = it -> 0;
            trio.world.linkNanos = (from, to) -> 0;
            trio.lagMillis = it -> 50;
            bringBack();
            trio.world.runFor(5 * SECOND);
            unfenceAll();
            trio.world.runFor(10 * SECOND);
        }

        /** The producer sends its next batch, or the last one again, to somebody who says that it leads. */
        private void produce() {
            int first = random.nextInt(3);
            for (int i = 0; i < 3; i++) {
                var node = trio.nodes.get(1 + (first + i) % 3);
                if (node != null && node.replica().filter(Replica::leads).isPresent()) {
                    send(node.replica().orElseThrow());
                    return;
                }
            }
        }

        private void send(Replica leader) {
            if (isWaiting && random.chance(0.5)) {
                return;
            }
            isWaiting = true;
            int sent = sequence;
            long sentAt = ++attempt;
            leader.produce(batch("p" + sent, sent), (short) -1, produced -> {
                // An answer to an attempt that was given up says as much.
                heard(sent, produced);
                if (sentAt == attempt) {
                    isWaiting = false;
                }
            });
            if (random.chance(0.5)) {
                String value = "x" + values++;
                leader.produce(batch(value, -1), (short) (random.chance(0.8) ? -1 : 1), produced -> {});
            }
        }

        private void heard(int sent, Produced produced) {
            if (produced.error() == ErrorCode.NONE) {
                acknowledged++;
                note(produced.baseOffset(), "p" + sent, "acknowledged");
                sequence = Math.max(sequence, sent + 1);
            }
        }

        private void note(long offset, String value, String what) {
            String before = known.putIfAbsent(offset, value);
            if (before != null && !before.equals(value)) {
                wrong.add(what + " at " + offset + " was " + value + ", before it was " + before);
            }
        }

        /** A consumer reads from any replica what that says is committed. */
        private void read() {
            var node = trio.nodes.get(1 + random.nextInt(3));
            Replica replica = node == null ? null : node.replica().orElse(null);
            if (replica == null || replica.highWatermark() == 0) {
                return;
            }
            int epoch = replica.leaderEpoch();
            long from = random.nextLong(replica.highWatermark());
            replica.read(
                    new ReadRequest(from, 1 << 16, replica.highWatermark(), true),
                    read -> {
                        if (replica.leaderEpoch() == epoch) {
                            contents(read).forEach((offset, value) -> note(offset, value, "read"));
                        }
                    },
                    failure -> {});
        }

        private void judge() {
            if (trio.controller.state().isr().size() != 3) {
                wrong.add("not all are in sync: " + trio.controller.state());
            }
            List<SortedMap<Long, String>> logs = new ArrayList<>();
            for (int id = 1; id <= 3; id++) {
                logs.add(log(id));
            }
            for (int id = 2; id <= 3; id++) {
                if (!logs.get(id - 1).equals(logs.get(0))) {
                    wrong.add("logs differ:\n" + logs.get(0) + "\n" + logs.get(id - 1));
                }
            }
            known.forEach((offset, value) -> {
                if (!value.equals(logs.get(0).get(offset))) {
                    wrong.add("known at " + offset + " was " + value + ", is "
                            + logs.get(0).get(offset));
                }
            });
            int next = 0;
            for (String value : logs.get(0).values()) {
                if (value.startsWith("p")) {
                    if (!value.equals("p" + next)) {
                        wrong.add("the producer's next must be p" + next + ", is " + value);
                    }
                    next++;
                }
            }
            if (next < sequence) {
                wrong.add("the producer's last acknowledged is " + (sequence - 1) + ", in the log are " + next);
            }
        }

        private SortedMap<Long, String> log(int id) {
            var all = new TreeMap<Long, String>();
            Replica replica = trio.nodes.get(id).replica().orElse(null);
            if (replica == null) {
                wrong.add("broker " + id + " has no replica");
                return all;
            }
            if (replica.highWatermark() != replica.logEndOffset()) {
                wrong.add(
                        "broker " + id + " has committed " + replica.highWatermark() + " of " + replica.logEndOffset());
            }
            long at = replica.logStartOffset();
            while (at < replica.logEndOffset()) {
                LogRead read = readNow(replica, at);
                if (read == null) {
                    wrong.add("broker " + id + " cannot read " + at);
                    return all;
                }
                all.putAll(contents(read));
                at = read.nextOffset();
            }
            return all;
        }

        private @Nullable LogRead readNow(Replica replica, long at) {
            LogRead[] read = {null};
            replica.read(new ReadRequest(at, 1 << 20, replica.logEndOffset(), true), it -> read[0] = it, failure -> {});
            trio.world.runFor(20 * MILLI);
            return read[0];
        }
    }

    private static ByteBuffer batch(String value, int sequence) {
        var builder = new BatchBuilder();
        if (sequence >= 0) {
            builder.producer(5, (short) 0, sequence);
        }
        return builder.add(1_000, null, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static SortedMap<Long, String> contents(LogRead read) {
        var found = new TreeMap<Long, String>();
        ByteBuffer bytes = read.batches();
        var batch = new RecordBatch(bytes);
        for (boolean isThere = bytes.hasRemaining(); isThere; isThere = batch.moveToNext()) {
            for (LogRecord record : batch.records()) {
                found.put(
                        record.offset(),
                        StandardCharsets.UTF_8
                                .decode(record.value().duplicate())
                                .toString());
            }
        }
        return found;
    }
}
