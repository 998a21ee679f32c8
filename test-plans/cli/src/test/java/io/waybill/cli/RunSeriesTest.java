package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is run several times, and what happens after a violation. */
final class RunSeriesTest {

    private static final String PLAN = "exactly-once-in-a-partition";
    private static final String[] FAILING = {"--env", "simulated", "--seed", "4", "--mutant", "I2", "-q"};

    @TempDir
    private Path directory;

    private Session.Shown type(String[] some, String... more) {
        String[] all = Stream.of(Stream.of("run", PLAN), Stream.of(some), Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new);
        return Session.in(directory).type(all);
    }

    private List<Path> kept() throws IOException {
        return Kept.in(directory);
    }

    @Test
    void each_run_has_a_seed_of_its_own_is_kept_and_has_a_line() throws IOException {
        Session.Shown shown = type(new String[] {"--seed", "5", "--times", "2"});

        assertThat(shown.exitCode()).as(shown.out()).isZero();
        assertThat(shown.out())
                .containsPattern("✓ r-[0-9a-f]{6}  seed 0x5  holds .*\\n")
                .containsPattern("✓ r-[0-9a-f]{6}  seed 0x" + Long.toHexString(Seeds.drawn(5, 1)) + "  holds .*\\n")
                .containsPattern("✓ HOLDS  No violation in 2 runs\\. +\\S+")
                .containsPattern("holds +2\\n")
                .contains("seeds        0x5, and others drawn from it")
                .doesNotContain("accounts");
        assertThat(shown.err()).contains("environment run 1 of 2, simulated", "environment run 2 of 2, simulated");
        assertThat(kept()).hasSize(2);
    }

    @Test
    void the_first_violation_ends_a_series_that_has_no_other_end() throws IOException {
        Session.Shown shown = type(FAILING, "--until-violation");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(1);
        assertThat(shown.out())
                .containsPattern("✕ r-[0-9a-f]{6}  seed 0x4  violated ")
                .contains("✕ VIOLATED  A claim is violated in 1 of 1 run.", "explain      waybill explain r-");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void a_plan_says_how_often_it_is_run_and_that_a_violation_ends_it() throws IOException {
        Session.Shown shown = type(FAILING, "--set", "repeat=3", "--set", "on-violation.stop=true", "--json");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(1);
        assertThat(shown.out())
                .startsWith("{")
                .contains("\"verdict\" : \"violated\"", "\"headline\" : \"A claim is violated in 1 of 1 run (of 3).\"")
                .contains("\"holds\" : 0,", "\"violated\" : 1,", "\"seed\" : \"0x4\"");
        assertThat(kept()).hasSize(1);
        assertThat(Kept.text(kept().get(0), "report.txt"))
                .contains("not run   control no-idempotence of No duplicate, control acks-one of No loss");
        try (KeptRun run = KeptRun.open(kept().get(0))) {
            assertThat(run.configurations()).containsExactly("idempotent");
        }
        // What was left out is left out of the second judgement too.
        assertThat(Session.in(directory).type("check", "latest").out())
                .isEqualTo(Kept.text(kept().get(0), "report.txt"));
    }

    @Test
    void what_is_violated_is_run_again_to_say_how_often_it_fails() throws IOException {
        Session.Shown shown = type(FAILING, "--only", "idempotent", "--set", "on-violation.replay=2");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(1);
        assertThat(shown.out())
                .containsPattern(
                        "again +idempotent with the same seed: violated in 2 of 2 runs \\(r-\\S{6}, r-\\S{6}\\)");
        assertThat(kept()).hasSize(3);
        Path first = kept().stream()
                .filter(each -> shown.out()
                        .contains(
                                "explain " + String.valueOf(each.getFileName()).substring(0, 8)))
                .findFirst()
                .orElseThrow();
        String result = Kept.text(first, "result.json");
        assertThat(result)
                .containsPattern("\"repeated\" : \\[ \\{\\s+\"configuration\" : \"idempotent\",\\s+\"violated\" : 2");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON)
                        .validate(result, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void a_violation_is_told_which_faults_it_takes() throws IOException {
        Session.Shown shown = type(FAILING, "--only", "idempotent", "--set", "on-violation.shrink=5m");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(1);
        assertThat(shown.out()).containsPattern("shrunk +idempotent: [12] of [0-9]+ faults (is|are) enough: ");
        assertThat(kept()).hasSize(1);
        String result = Kept.text(kept().get(0), "result.json");
        assertThat(result).contains("\"shrunk\" : {", "\"least\" : true");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON)
                        .validate(result, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void a_number_of_runs_that_makes_no_sense_starts_nothing() throws IOException {
        Session.Shown shown = type(new String[] {"--times", "0", "--seeds", "1..3"});

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("--times must be >= 1, was 0", "give one of them");
        assertThat(kept()).isEmpty();
    }
}
