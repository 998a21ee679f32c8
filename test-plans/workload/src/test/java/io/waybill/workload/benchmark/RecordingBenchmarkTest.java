package io.waybill.workload.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import io.waybill.system.ClientLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class RecordingBenchmarkTest {

    private static final int MESSAGES = 4_000;

    @TempDir
    private Path folder;

    private final MemoryBroker broker = new MemoryBroker();
    private RecordingBenchmark benchmark;

    @BeforeEach
    void connect() {
        Settings settings = new Settings(2, MESSAGES, 100, 2, ClientLibrary.USUAL);
        benchmark = new RecordingBenchmark(broker, List.of(), settings, folder);
    }

    @AfterEach
    void close() {
        benchmark.close();
    }

    /** Counts what a history has, so that a recorder that records nothing is not taken for a cheap one. */
    private static final class Counts implements HistoryVisitor {
        private long sends;
        private long deliveries;
        private long foreign;

        @Override
        public void sends(SendColumns columns) {
            sends += columns.rows();
        }

        @Override
        public void deliveries(DeliveryColumns columns) {
            deliveries += columns.rows();
            for (int row = 0; row < columns.rows(); row++) {
                foreign += columns.sessions()[row] < 0 ? 1 : 0;
            }
        }

        @Override
        public void event(Event event) {
            // Sessions, partitions and keys.
        }
    }

    private Counts recorded() throws IOException {
        Counts counts = new Counts();
        try (HistoryReader history = HistoryReader.open(benchmark.history())) {
            history.visit(counts);
        }
        return counts;
    }

    @Test
    void what_is_recorded_is_every_send_and_every_delivery_and_each_is_known() throws Exception {
        Slice before = benchmark.unrecorded();
        assertThat(benchmark.history()).doesNotExist();

        Slice slice = benchmark.recorded();

        Counts counts = recorded();
        assertThat(slice.messages()).isEqualTo(before.messages()).isEqualTo(MESSAGES);
        assertThat(counts.sends).isEqualTo(MESSAGES);
        assertThat(counts.deliveries).isEqualTo(MESSAGES);
        assertThat(counts.foreign).isZero();
    }

    @Test
    void a_run_compares_neighbours_and_tells_what_an_event_costs() throws Exception {
        List<String> progress = new ArrayList<>();

        RecordingFigures figures = benchmark.run(progress::add);

        assertThat(figures.pairs()).isEqualTo(2);
        assertThat(figures.cost().deliveryNanos()).isPositive();
        assertThat(figures.throughput().median()).isPositive();
        assertThat(progress).anyMatch(line -> line.startsWith("pair 2: "));
        assertThat(figures.text()).anyMatch(line -> line.startsWith("at most 2 % of the throughput: "));
    }

    @Test
    void a_cluster_that_refuses_is_no_ground_for_figures() {
        broker.refuse();

        assertThatThrownBy(() -> benchmark.recorded())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was not acknowledged")
                .hasMessageContaining("RecordTooLarge");
    }

    @Test
    void whoever_waits_for_what_never_comes_ends_with_the_benchmark() {
        broker.refuse();
        assertThatThrownBy(() -> benchmark.recorded()).isInstanceOf(IllegalStateException.class);

        benchmark.close();

        // A thread is there a little longer than its executor knows.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("bench-client"));
    }
}
