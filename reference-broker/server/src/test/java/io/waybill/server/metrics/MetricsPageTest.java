package io.waybill.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of metrics follow Prometheus' conventions, and the page about the broker has them all. */
final class MetricsPageTest {

    private static final Path PAGE = Path.of("../../docs/broker.md");
    private static final String BEGIN = "<!-- written by a test -->\n";
    private static final String END = "<!-- up to here -->\n";

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String expected = page.substring(0, begin) + "\n" + table() + "\n" + page.substring(end);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(expected);
    }

    private static String table() {
        var rows = Arrays.stream(Metric.values())
                .map(metric -> "| `" + metric.title() + "` | " + metric.kind().word() + " | "
                        + metric.labels().stream().map(it -> "`" + it + "`").collect(Collectors.joining(", ")) + " | "
                        + metric.help() + " |\n")
                .collect(Collectors.joining());
        return "| Metric | Kind | Labels | What |\n| --- | --- | --- | --- |\n" + rows;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void a_name_says_its_unit_and_whether_it_only_grows(Metric metric) {
        String name = metric.title();

        assertThat(name).matches("(waybill|jvm|process)_[a-z]+(_[a-z]+)*");
        assertThat(name.endsWith("_total")).isEqualTo(metric.kind() == Metric.Kind.COUNTER);
        assertThat(name).doesNotContainPattern("milli|nano|_ms|_ns|kilobytes");
        assertThat(metric.help()).endsWith(".").doesNotContain("\n");
        assertThat(metric.labels()).doesNotHaveDuplicates().allMatch(label -> label.matches("[a-z]+"));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void a_metric_can_be_noted_with_its_labels_and_is_what_it_says(Metric metric) {
        var page = new Page();
        String[] labels = metric.labels().toArray(String[]::new);
        switch (metric.kind()) {
            case HISTOGRAM -> page.add(metric, new Histogram(), labels);
            case SUMMARY -> page.add(metric, 1, 0.5, labels);
            case INFO -> page.info(metric, labels);
            case COUNTER, GAUGE -> page.add(metric, 1, labels);
        }

        var snapshots = page.snapshots();

        assertThat(snapshots).hasSize(1);
        var only = snapshots.get(0);
        assertThat(only.getMetadata().getHelp()).isEqualTo(metric.help());
        assertThat(only.getDataPoints()).hasSize(1);
        assertThat(metric.title()).startsWith(only.getMetadata().getPrometheusName());
    }
}
