package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.planfile.Changes;
import io.waybill.runfile.KeptRun;
import io.waybill.runner.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose cluster stays up, in a world without processes: what its nodes would log is written here. */
final class RunSessionTest {

    private static final String LOG = "idempotent/logs/n1.jsonl";

    @TempDir
    private Path directory;

    private final AtomicBoolean staysUp = new AtomicBoolean(true);
    private final Interruption interruption = Interruption.ofThisThread();

    private Output output() {
        return new Output(new Terminal(
                new PrintWriter(new StringWriter()),
                new ByteArrayOutputStream(),
                new PrintWriter(new StringWriter()),
                false,
                false,
                Terminal.DEFAULT_COLUMNS,
                StandardCharsets.UTF_8,
                Map.of(),
                directory));
    }

    private RunSession session(String... flaws) {
        var venue = new SimulatedVenue("1", PlantedFlaws.of(List.of(flaws)).orElseThrow());
        return new RunSession(
                output(),
                "plan",
                new World.Where(venue, true, "simulated"),
                new ResultOption(),
                interruption,
                staysUp::get);
    }

    /** Returns where the run is. */
    private Path run(RunSession session) throws IOException {
        Plan plan =
                PlanCatalogue.named("exactly-once-in-a-partition").orElseThrow().only(Set.of("idempotent"));
        var places = new RunRequest.Places(directory.resolve(".waybill"), directory, directory);
        try {
            session.run(new RunRequest(plan, 5, Optional.empty(), places, Set.of()), "", false);
            return Kept.in(directory).get(0);
        } finally {
            interruption.close();
        }
    }

    private static void nodeLogs(Path run, String line) throws IOException {
        Files.createDirectories(run.resolve(LOG).getParent());
        Files.writeString(run.resolve(LOG), line);
    }

    @Test
    void what_nodes_log_after_the_end_of_a_run_whose_cluster_stays_is_in_its_file() throws IOException {
        RunSession session = session();
        Path there = run(session);
        nodeLogs(there, "{\"event\":\"looked at\"}");

        session.settle();

        assertThat(there).doesNotExist();
        assertThat(Kept.in(directory)).singleElement().satisfies(run -> {
            assertThat(run).isRegularFile();
            assertThat(Kept.text(run, LOG)).isEqualTo("{\"event\":\"looked at\"}");
        });
    }

    @Test
    void while_its_cluster_is_up_a_run_is_there_and_nobody_packs_it() throws IOException {
        RunSession session = session();
        Path there = run(session);

        new RunKeeping(output()).packKilled(directory.resolve(".waybill"));

        try (KeptRun run = KeptRun.open(there)) {
            assertThat(run.configurations()).containsExactly("idempotent");
        }
        session.settle();
    }

    @Test
    void what_is_run_again_takes_the_cluster_over_and_the_first_run_is_kept_whole() throws IOException {
        RunSession session = session("I2");
        Plan plan = PlanChoice.of(
                        "exactly-once-in-a-partition",
                        directory,
                        new Changes(Optional.empty(), List.of("on-violation.replay=1"), OptionalLong.empty()))
                .only(Set.of("idempotent"));
        var places = new RunRequest.Places(directory.resolve(".waybill"), directory, directory);

        try {
            session.run(new RunRequest(plan, 4, Optional.empty(), places, Set.of()), "", false);
        } finally {
            interruption.close();
        }

        assertThat(Kept.in(directory))
                .hasSize(2)
                .filteredOn(Files::isRegularFile)
                .singleElement()
                .satisfies(first -> assertThat(Kept.text(first, "report.txt"))
                        .contains("idempotent with the same seed: violated in 1 of 1 run"));
        session.settle();
        assertThat(Kept.in(directory))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run).isRegularFile());
    }

    @Test
    void a_run_whose_cluster_has_ended_is_a_file_at_once() throws IOException {
        staysUp.set(false);
        RunSession session = session();

        Path file = run(session);

        assertThat(file).isRegularFile();
        session.settle();
        assertThat(Kept.in(directory)).containsExactly(file);
    }
}
