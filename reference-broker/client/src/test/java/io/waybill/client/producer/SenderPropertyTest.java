package io.waybill.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.config.ClientMutant;
import io.waybill.client.world.FakeBroker;
import io.waybill.client.world.Produced;
import io.waybill.environment.Randomness;
import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A leader that checks sequences as it should, with answers that get lost, connections that end, refusals, leadership
 * that moves, and a log that now and then is gone. Whatever it does, the producer keeps its side.
 */
final class SenderPropertyTest {

    private static final int RECORDS = 60;

    private Randomness randomness = Randomness.ofSeed(0);
    private Bench bench = Bench.of();

    /** What is in the log: a value for each record. */
    private final List<String> log = new ArrayList<>();

    private final TreeSet<String> everAppended = new TreeSet<>();
    private final SortedMap<Long, long[]> producers = new TreeMap<>();

    private int mostRecords = 1;

    /** Which value a sequence was used for. */
    private final SortedMap<String, String> used = new TreeMap<>();

    /** Under which identity a value that may be appended was sent. */
    private final SortedMap<String, String> bound = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void no_sequence_is_used_twice_and_no_outcome_is_wrong(long seed) {
        run(seed, List.of());
    }

    @ParameterizedTest
    @EnumSource(ClientMutant.class)
    void each_mutant_breaks_it(ClientMutant mutant) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 20; seed++) {
                        new SenderPropertyTest().run(seed, List.of(mutant));
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private void run(long seed, List<ClientMutant> mutants) {
        randomness = Randomness.ofSeed(seed);
        // Some batches have more records than the leader takes at once.
        mostRecords = 1 + randomness.nextInt(4);
        bench = Bench.of(
                mutants,
                "request.timeout.ms=400",
                "delivery.timeout.ms=3000",
                "batch.size=" + randomness.between(1, 500),
                "linger.ms=" + randomness.between(0, 40));
        int sent = 0;
        for (int step = 0; step < 3_000 && bench.results.size() < RECORDS; step++) {
            while (sent < RECORDS && randomness.chance(0.3)) {
                bench.send(name(sent++));
            }
            disturb();
            for (int id = 0; id < 2; id++) {
                serve(bench.world.broker(id));
            }
            bench.world.runFor(randomness.between(1, 30));
        }
        bench.world.runFor(10_000);

        assertThat(bench.results).as("seed %d", seed).hasSize(RECORDS);
        bench.results.forEach((value, result) -> {
            if (result instanceof SendResult.Failed) {
                assertThat(everAppended).as("seed %d", seed).doesNotContain(value);
            }
        });
        assertThat(log).as("seed %d: in order, none twice", seed).isSorted().doesNotHaveDuplicates();
    }

    private static String name(int number) {
        return Integer.toString(1_000 + number);
    }

    private void disturb() {
        if (randomness.chance(0.02)) {
            bench.world.broker(randomness.nextInt(2)).disconnect();
        }
        if (randomness.chance(0.01)) {
            var leader = bench.world.topics.get("t").leaders().get(0);
            bench.world.lead("t", 0, 1 - leader.leaderId(), leader.leaderEpoch() + 1);
        }
        if (randomness.chance(0.002)) {
            // As an election of one that was not in sync.
            log.clear();
            producers.clear();
        }
    }

    private void serve(FakeBroker broker) {
        while (broker.waiting() > 0 && randomness.chance(0.7)) {
            var produced = Produced.next(broker);
            noteIdentity(produced);
            boolean leads = bench.world.broker(
                            bench.world.topics.get("t").leaders().get(0).leaderId())
                    == broker;
            if (!leads) {
                maybe(produced);
                produced.refuse(ErrorCode.NOT_LEADER_OR_FOLLOWER);
            } else if (randomness.chance(0.05)) {
                produced.refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
            } else if (produced.batch().count() > mostRecords || randomness.chance(0.02)) {
                produced.refuse(ErrorCode.MESSAGE_TOO_LARGE);
            } else {
                append(broker, produced);
            }
        }
    }

    private static List<String> values(Produced produced) {
        return List.of(produced.values().split(","));
    }

    private static String identity(RecordBatch batch, int index) {
        return batch.producerId() + "/" + batch.producerEpoch() + "/" + (batch.baseSequence() + index);
    }

    private void noteIdentity(Produced produced) {
        int index = 0;
        for (String value : values(produced)) {
            var identity = identity(produced.batch(), index++);
            assertThat(used.merge(identity, value, (old, now) -> old)).isEqualTo(value);
            var before = bound.get(value);
            if (before != null) {
                assertThat(identity).as(value).isEqualTo(before);
            }
        }
    }

    private void maybe(Produced produced) {
        int index = 0;
        for (String value : values(produced)) {
            bound.put(value, identity(produced.batch(), index++));
        }
    }

    private void append(FakeBroker broker, Produced produced) {
        var verdict = check(produced.batch());
        if (verdict == ErrorCode.NONE) {
            log.addAll(values(produced));
            everAppended.addAll(values(produced));
            maybe(produced);
        }
        if (verdict == ErrorCode.NONE || verdict == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
            if (randomness.chance(0.1)) {
                broker.disconnect();
            } else if (randomness.chance(0.1)) {
                produced.refuse(ErrorCode.REQUEST_TIMED_OUT);
            } else {
                produced.ok(log.size());
            }
        } else {
            produced.refuse(verdict);
        }
    }

    /** As a strict log does: epoch, then sequence; a producer that is not known begins with 0. */
    private ErrorCode check(RecordBatch batch) {
        var known = producers.get(batch.producerId());
        int sequence = batch.baseSequence();
        if (known != null && batch.producerEpoch() < known[0]) {
            return ErrorCode.INVALID_PRODUCER_EPOCH;
        }
        boolean fresh = known == null || batch.producerEpoch() > known[0];
        long expected = fresh ? 0 : known[1];
        if (sequence == expected) {
            producers.put(batch.producerId(), new long[] {batch.producerEpoch(), expected + batch.count()});
            return ErrorCode.NONE;
        }
        return !fresh && sequence + batch.count() <= expected
                ? ErrorCode.DUPLICATE_SEQUENCE_NUMBER
                : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
    }
}
