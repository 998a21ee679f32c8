package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three runs of one plan: as it is, with a planted flaw, and with less to do. */
final class DiffCommandTest {

    @TempDir
    private static Path directory;

    private static String clean = "";
    private static String flawed = "";
    private static String slow = "";

    private static Session.Shown type(String... arguments) {
        return Session.in(directory).type(arguments);
    }

    private static String run(String seed, String... more) throws IOException {
        Stream<String> always = Stream.of(
                "run", "exactly-once-in-a-partition", "--seed", seed, "--env", "simulated", "--only", "idempotent");
        type(Stream.concat(always, Stream.of(more)).toArray(String[]::new));
        return String.valueOf(Kept.in(directory).get(0).getFileName()).replace(".waybill", "");
    }

    @BeforeAll
    static void three_runs_are_kept() throws IOException {
        clean = run("4");
        flawed = run("4", "--mutant", "I2");
        slow = run("6", "--set", "workload.rate=5/s");
    }

    @Test
    void a_run_beside_itself_is_the_same() {
        Session.Shown shown = type("diff", clean, ".waybill/" + clean + ".waybill");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains(clean + " → " + clean + "  the same verdicts", "same          plan, seed, workload")
                .doesNotContain("claims", "pressure", "environment");
    }

    @Test
    void what_held_and_is_violated_is_worse_and_says_by_which_anomaly() {
        Session.Shown shown = type("diff", clean, flawed);

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains(clean + " → " + flawed + "  a claim is worse than it was")
                .containsPattern("claims +✕ No duplicate, idempotent: holds → violated \\(A1, \\d+\\)")
                .containsPattern("environment +planted flaws   \\(none\\) → I2: ")
                .contains("same          plan, seed, workload");
    }

    @Test
    void what_was_violated_and_holds_is_better() {
        Session.Shown shown = type("diff", flawed, clean);

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("no claim is worse than it was")
                .containsPattern("claims +✓ No duplicate, idempotent: violated → holds \\(A1, \\d+\\)");
    }

    @Test
    void another_plan_is_told_key_by_key_and_pressure_that_is_not_the_same_is_warned_of() {
        Session.Shown shown = type("diff", clean, slow);

        assertThat(shown.out())
                .containsPattern("plan +configurations.idempotent.workload.rate   \\S+ → 5/s\\n")
                .contains("seed          0x4 → 0x6")
                .containsPattern("pressure +.*\\d+ → \\d+   " + slow + " tried (less hard|harder): compare with care")
                .containsPattern("counts +sends [\\d,]+ → [\\d,]+ · acknowledged ")
                .containsPattern("latency p99 +\\S.* → \\S")
                .doesNotContain("same          plan");
    }

    @Test
    void programs_get_json_that_keeps_its_schema() throws IOException {
        Session.Shown shown = type("diff", clean, flawed, "--json");

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out()).contains("\"course\" : \"worse\"", "\"planKept\" : true");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/diff-1.json")), InputFormat.JSON)
                        .validate(shown.out(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void a_run_that_is_not_there_is_the_users_to_name() {
        assertThat(type("diff", clean, "r-000000").err()).contains("r-000000: there is no such run");
    }

    @Test
    void programs_get_the_list_of_runs_as_json() {
        String list = type("list", "--json").out();

        assertThat(list)
                .startsWith("[")
                .containsSubsequence("\"id\" : \"" + slow, "\"id\" : \"" + flawed, "\"id\" : \"" + clean)
                .contains("\"verdict\" : \"violated\"", "\"environment\" : \"simulated\"");
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        for (int columns : new int[] {60, 80}) {
            String text = Session.in(directory)
                    .columns(columns)
                    .atTerminal(Map.of("TERM", "dumb"))
                    .type("diff", clean, slow)
                    .out();

            assertThat(text.lines().filter(line -> line.codePointCount(0, line.length()) > columns))
                    .as("%d columns", columns)
                    .isEmpty();
        }
    }
}
