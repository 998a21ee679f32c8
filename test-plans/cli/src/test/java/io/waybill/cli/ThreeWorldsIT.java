package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The default plan, its short form, with one seed in each of the three worlds: simulated, as processes, and in
 * containers, where every kill is a container's and every cut a Toxiproxy's. About two minutes.
 */
@Timeout(1200)
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class ThreeWorldsIT {

    private static final String SEED = "0x5eed";

    @TempDir
    private Path directory;

    @Test
    void the_same_claims_hold_and_the_same_controls_break_wherever_the_plan_is_run() throws IOException {
        Map<String, SortedMap<Claim, String>> simulated = verdicts("simulated");
        Map<String, SortedMap<Claim, String>> local = verdicts("local");
        Map<String, SortedMap<Claim, String>> contained = verdicts("containers");

        assertThat(simulated).containsOnlyKeys("idempotent", "no-idempotence", "acks-one");
        assertThat(simulated.get("idempotent"))
                .hasSize(9)
                .allSatisfy((claim, word) -> assertThat(word).as(claim.id()).isEqualTo("holds"));
        assertThat(simulated.get("no-idempotence")).containsEntry(Claim.AT_MOST_ONCE, "violated");
        assertThat(simulated.get("acks-one")).containsEntry(Claim.AT_LEAST_ONCE, "violated");
        assertThat(local).isEqualTo(simulated);
        assertThat(contained).isEqualTo(simulated);
        assertWasContained();
    }

    /** Runs the plan somewhere; returns the words of all claims, by configuration. */
    private Map<String, SortedMap<Claim, String>> verdicts(String world) throws IOException {
        // As hard as the short form, in less time.
        Session.Shown shown = Session.in(directory)
                .type(
                        "run",
                        "--env",
                        world,
                        "--profile",
                        "short",
                        "--seed",
                        SEED,
                        "--set",
                        "configurations.idempotent.phases.storm=11s");
        String said = shown.out() + shown.err();
        assertThat(shown.exitCode()).as(said).isZero();
        assertThat(shown.err()).contains("environment " + world + ", ");
        StoredRun run = StoredRun.read(Kept.in(directory).get(0));
        assertThat(run.site().environment()).as(said).isEqualTo(world);
        assertThat(run.seed()).isEqualTo(SEED);
        Map<String, SortedMap<Claim, String>> verdicts = new LinkedHashMap<>();
        run.configurations().forEach(each -> verdicts.put(each.name(), each.verdicts()));
        return verdicts;
    }

    private void assertWasContained() throws IOException {
        Path run = Kept.in(directory).get(0);
        assertThat(Kept.text(run, "idempotent/logs/containers.jsonl")).contains("\"action\":\"kill\"");
        assertThat(Kept.text(run, "idempotent/logs/toxiproxy.jsonl")).contains("\"moment\":\"begun\"");
    }
}
