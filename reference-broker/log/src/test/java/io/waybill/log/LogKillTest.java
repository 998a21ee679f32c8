package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a killed process leaves is seen, but need not be durable: a loss of power while it is recovered, or later, must
 * find a log all the same.
 */
class LogKillTest {

    private static final String FIRST = "orders-0.00000000000000000000.log";
    private static final String INDEX = "orders-0.00000000000000000000.index";
    private static final int TORN_BYTES = 40;
    private static final int SEEDS = 8;
    private static final int OPENING = 40;

    @Test
    void a_torn_end_that_was_cut_off_at_the_recovery_point_does_not_come_back() {
        for (int seed = 0; seed < 20; seed++) {
            LogBench bench = new LogBench(seed).open();
            bench.append(0, "a");
            bench.checkpoint();
            byte[] sound = bench.disk.bytesOf(FIRST);
            bench.disk.killProcess();
            bench.disk.put(FIRST, Arrays.copyOf(sound, sound.length + TORN_BYTES));
            bench.open();

            bench.disk.crash();

            assertThat(bench.disk.bytesOf(FIRST)).as("seed %d", seed).isEqualTo(sound);
        }
    }

    @Test
    void a_draft_that_was_left_never_becomes_a_segment() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int ops = 0; ops < OPENING; ops++) {
                LogBench bench = new LogBench(seed).open();
                bench.append(0, "a");
                byte[] one = bench.flush().disk.bytesOf(FIRST);
                bench.append(0, "b");
                bench.flush();
                bench.disk.killProcess();
                bench.disk.put(FIRST + ".draft", one);
                losePowerWhileOpening(bench, ops);

                bench.open();

                assertThat(bench.contents()).as("seed %d, %d", seed, ops).containsExactly("0@0=a", "1@0=b");
            }
        }
    }

    @Test
    void a_log_that_was_killed_while_it_began_anew_has_all_or_begins_there() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int ops = 0; ops < OPENING * OPENING; ops += 3) {
                LogBench bench = new LogBench(seed).open();
                bench.append(0, "a");
                bench.flush();
                bench.log.restartAt(7, bench.now, () -> {}, why -> {});
                run(bench, ops / OPENING);
                bench.disk.killProcess();
                losePowerWhileOpening(bench, ops % OPENING);

                bench.open();

                List<String> contents = bench.contents();
                boolean isWhole = contents.equals(List.of("0@0=a")) && bench.log.logStartOffset() == 0;
                boolean isNew = contents.isEmpty() && bench.log.logStartOffset() == 7;
                assertThat(isWhole || isNew)
                        .as("seed %d, %d: %s", seed, ops, contents)
                        .isTrue();
            }
        }
    }

    @Test
    void a_log_that_was_killed_while_a_segment_rolled_has_all_that_was_written_whatever_its_index_is() {
        String large = "-".repeat(300);
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int ops = 0; ops < OPENING; ops++) {
                LogBench bench = new LogBench(seed).open();
                bench.append(0, "a" + large);
                bench.flush();
                bench.append(0, "b" + large);
                bench.append(0, "c" + large);
                run(bench, ops);
                long written = bench.log.writtenOffset();
                bench.disk.killProcess();
                if (bench.disk.files().contains(INDEX)) {
                    bench.disk.put(INDEX, new byte[300]);
                }

                bench.open();

                assertThat(bench.log.logEndOffset())
                        .as("seed %d, %d", seed, ops)
                        .isGreaterThanOrEqualTo(written);
            }
        }
    }

    private static void losePowerWhileOpening(LogBench bench, int ops) {
        PartitionLog.open(bench.disk, LogBench.NAME, bench.settings, bench.now, why -> {}, log -> {}, why -> {});
        run(bench, ops);
        bench.disk.crash();
    }

    private static void run(LogBench bench, int ops) {
        for (int i = 0; i < ops; i++) {
            bench.disk.step();
        }
    }
}
