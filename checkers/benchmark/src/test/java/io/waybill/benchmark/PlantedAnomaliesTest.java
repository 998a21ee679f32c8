package io.waybill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedAnomaliesTest {

    private static final long SEED = 7;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_checker_finds_in_a_log_what_was_planted_and_nothing_else(boolean plant) throws IOException {
        Path file = folder.resolve("log.waybill");

        Planted planted = HistoryGenerator.write(file, 300_000, SEED, plant);

        assertThat(MeasuredProcess.goThrough(MeasuredProcess.Way.CHECK, file, 2))
                .isEqualTo(planted.text());
        assertThat(planted.total() > 0).isEqualTo(plant);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_follows_the_file_confirms_and_suspects_what_was_planted(boolean plant) throws IOException {
        Path file = folder.resolve("log.waybill");

        Planted planted = HistoryGenerator.write(file, 300_000, SEED, plant);

        assertThat(MeasuredProcess.goThrough(MeasuredProcess.Way.ONLINE, file, 1))
                .isEqualTo(planted.onlineText());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_checker_finds_in_a_queue_what_was_planted_with_a_witness_of_four(boolean plant) throws IOException {
        Path file = folder.resolve("queue.waybill");

        QueueGenerator.Written written = QueueGenerator.write(file, 500_000, SEED, plant);

        assertThat(MeasuredProcess.goThrough(MeasuredProcess.Way.QUEUE, file, 2))
                .isEqualTo(written.text());
        assertThat(written.reordered() > 0).isEqualTo(plant);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_checker_finds_in_edn_what_was_planted(boolean plant) throws IOException {
        Path file = folder.resolve("history.edn");

        JepsenGenerator.Written written = JepsenGenerator.write(file, 100_000, SEED, plant);

        assertThat(MeasuredProcess.goThrough(MeasuredProcess.Way.IMPORT, file, 2))
                .isEqualTo(written.text());
        assertThat(written.lost() > 0 && written.duplicates() > 0).isEqualTo(plant);
    }

    @Test
    void the_same_seed_writes_the_same_file() throws IOException {
        Path one = folder.resolve("one.waybill");
        Path other = folder.resolve("other.waybill");

        HistoryGenerator.write(one, 10_000, SEED, true);
        HistoryGenerator.write(other, 10_000, SEED, true);

        assertThat(one).hasSameBinaryContentAs(other);
    }
}
