package io.waybill.benchmark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmark.broker.Load.Acks;
import io.waybill.benchmark.broker.Load.Compression;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private static final Load PRODUCE = Load.produce(100, 10, Acks.ALL, Compression.NONE, 1000);
    private static final Load LATENCY = Load.latency(Acks.ONE, 1000);
    private static final SessionPlan PLAN = new SessionPlan(List.of(3), 1, List.of(PRODUCE, LATENCY));

    @Test
    void two_brokers_are_compared_and_what_misses_an_aim_is_named() {
        var results = new Results();
        fill(results, "ours", 3000, 1, new Latency(1, 6, 7), 70L << 20, 0.9);
        fill(results, "theirs", 1500, 4, new Latency(1, 4, 9), 400L << 20, 5);

        List<String> text = new Report(List.of("ours", "theirs"), PLAN, results, 0.35).text();

        assertThat(text)
                .anyMatch(line -> line.matches("produce 100 B.* 3,000 \\(3,000\\) +1,500 \\(1,500\\) +2\\.00 +1\\.00"
                        + " \\(1\\.00\\) +4\\.00 \\(4\\.00\\) +0\\.25 +0\\.50"))
                .anyMatch(line -> line.matches("latency 100 B.* 1\\.00 6\\.00 7\\.00 +1\\.00 4\\.00 9\\.00 +1\\.50 .*"))
                .anyMatch(line -> line.contains("in 4 of 4 runs"))
                .contains(
                        "at most half of the CPU seconds: met by 2 of 2 loads",
                        "at least the throughput: met by 1 of 1 loads",
                        "a p99 that is no worse: met by 0 of 1 loads; not by latency 100 B, acks=1, 1 partition, 3"
                                + " nodes: 1.50",
                        "at most 80 MiB a broker at ready, 3 nodes: met",
                        "three nodes ready from nothing in at most 1.5 s: met");
    }

    @Test
    void a_broker_alone_is_compared_with_nothing() {
        var results = new Results();
        fill(results, "ours", 3000, 1, new Latency(1, 6, 7), 90L << 20, 1.6);

        List<String> text = new Report(List.of("ours"), PLAN, results, 0.35).text();

        assertThat(text)
                .noneMatch(line -> line.contains("ratio"))
                .contains(
                        "at most 80 MiB a broker at ready, 3 nodes: not met",
                        "three nodes ready from nothing in at most 1.5 s: not met");
    }

    @Test
    void a_session_that_was_cut_short_has_gaps() {
        var results = new Results();
        results.started(new Side("ours", 3), new Start(1, 1, 1));

        List<String> text = new Report(List.of("ours", "theirs"), PLAN, results, 0.35).text();

        assertThat(text).anyMatch(line -> line.matches("produce 100 B.*–.*–.*"));
    }

    @Test
    void programs_get_every_run() throws IOException {
        var results = new Results();
        fill(results, "ours", 3000, 1, new Latency(1, 6, 7), 90L << 20, 1.6);
        var json = new StringWriter();

        new Report(List.of("ours"), PLAN, results, 0.35).json(json);

        assertThat(json.toString())
                .contains("\"recordsPerSecond\" : 3000.0", "\"p99Millis\" : 6.0", "\"residentBytes\" : 94371840");
    }

    @Test
    void figures_take_the_place_between_the_marks_of_a_page(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");

        Page.write(page, "Performance", List.of("old"));
        Files.writeString(page, Files.readString(page) + "after\n");
        Page.write(page, "Performance", List.of("new"));

        assertThat(page)
                .content()
                .startsWith("# Performance\n")
                .endsWith("after\n")
                .contains("\nnew\n");
        assertThat(page).content().doesNotContain("old");
        assertThat(Page.figures(page)).containsExactly("", "new", "");
    }

    @Test
    void a_page_without_marks_is_left_alone(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "# Mine\n");

        assertThatThrownBy(() -> Page.write(page, "Performance", List.of("figures")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("end of the figures");
        assertThatThrownBy(() -> Page.figures(page)).isInstanceOf(IOException.class);
        assertThat(page).hasContent("# Mine\n");
    }

    private static void fill(
            Results results,
            String contender,
            double speed,
            double cpu,
            Latency latency,
            long bytes,
            double readySeconds) {
        var side = new Side(contender, 3);
        var usage = new Meter.Usage(cpu, 1, 0.5);
        results.started(side, new Start(readySeconds, 1, bytes));
        results.peaked(side, bytes);
        results.measured(side, PRODUCE, Measurement.ofSpeed(speed, usage));
        results.measured(side, LATENCY, Measurement.ofLatency(latency, usage));
    }
}
