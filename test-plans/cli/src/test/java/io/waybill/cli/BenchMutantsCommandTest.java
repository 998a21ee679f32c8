package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.local.LocalTrial;
import io.waybill.campaign.local.LocalTrials;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Configuration;
import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BenchMutantsCommandTest {

    @TempDir
    private Path directory;

    static Stream<LocalTrial> shown() {
        return LocalTrials.all().stream().filter(each -> each.by().isPresent());
    }

    private Session.Shown type(String... words) {
        return Session.in(directory)
                .type(Stream.concat(Stream.of("bench", "mutants"), Stream.of(words))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void a_flaw_is_shown_by_a_configuration_of_a_shipped_plan_for_our_broker(LocalTrial trial) {
        LocalTrial.Part part = trial.by().orElseThrow();

        Plan plan = PlanCatalogue.named(part.plan()).orElseThrow();

        assertThat(plan.configurations()).extracting(Configuration::name).contains(part.configuration());
        assertThat(plan.runsOn("reference")).isTrue();
    }

    @Test
    void a_flaw_that_processes_cannot_show_costs_no_run_and_its_reason_gets_into_the_page() throws IOException {
        Session.Shown shown = type("--env", "local", "--only", "R14", "--markdown", "page.md");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("| R14 | ", "| none: nothing is lost by it alone");
        assertThat(Files.readString(directory.resolve("page.md")))
                .startsWith("# Planted flaws\n")
                .contains("| R14 | ", "| not looked for |");
    }

    @Test
    void whatever_is_wrong_is_said_at_once_and_nothing_is_started() {
        Session.Shown shown = type("--env", "local", "--only", "R99", "--times", "0", "--searches", "0");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains(
                        "there is no line \"R99\"",
                        "--times must be from 1 to 1000, was 0",
                        "--searches must be >= 1, was 0");
    }

    @Test
    void what_is_for_processes_is_refused_of_simulated_worlds() {
        Session.Shown shown = type("--times", "3");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("are for --env local: add it, or leave them out");
    }
}
