package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some configurations of a plan, without the others: what is known then, and what is not. */
final class PartOfAPlanTest {

    private static final String PLAN = "exactly-once-in-a-partition";

    @TempDir
    private Path directory;

    private Session.Shown only(String names, String... more) {
        String[] all = Stream.concat(Stream.of("run", PLAN, "--seed", "5", "-q", "--only", names), Stream.of(more))
                .toArray(String[]::new);
        return Session.in(directory).type(all);
    }

    @Test
    void a_claim_whose_control_did_not_run_earns_no_trust() throws IOException {
        Session.Shown shown = only("idempotent");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(3);
        assertThat(shown.out())
                .contains("? UNKNOWN  No violation of ")
                .contains("but no control of ", " ran: whether a violation would have been seen is not")
                .contains("✓ No duplicate", "holds")
                .contains("not run   control no-idempotence of ", "(left out by --only)");
        Path run = Kept.in(directory).get(0);
        String result = Kept.text(run, "result.json");
        assertThat(result).contains("\"notRun\" : [", "\"name\" : \"no-idempotence\"", "\"verdict\" : \"unknown\"");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON)
                        .validate(result, InputFormat.JSON))
                .isEmpty();
        assertThat(Kept.text(run, "plan.yaml")).contains("no-idempotence:");
    }

    @Test
    void a_claim_that_another_control_broke_is_vouched_for() {
        Session.Shown shown = only("idempotent,no-idempotence,acks-one");

        assertThat(shown.exitCode()).as(shown.out()).isZero();
        assertThat(shown.out()).contains("✓ HOLDS").doesNotContain("not run");
    }

    @Test
    void controls_alone_show_that_they_break_and_nothing_else() {
        Session.Shown shown = only("no-idempotence");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(3);
        assertThat(shown.out())
                .contains("? UNKNOWN  Only controls ran, and broke as they must: nothing was there to hold.")
                .contains("not run   idempotent, control acks-one of ");
        assertThat(only("no-idempotence", "--allow-unknown").exitCode()).isZero();
    }

    @Test
    void controls_alone_can_be_run_on_this_machine_as_well() {
        Session.Shown shown = Session.in(directory)
                .type(
                        "run",
                        "exactly-once-under-kills-and-one-way-partitions",
                        "--env",
                        "local",
                        "--only",
                        "acks-one",
                        "--dry-run");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("1 configuration, ", "on this machine", "acks-one  control, must break");
    }

    @Test
    void a_misspelt_name_starts_nothing() throws IOException {
        Session.Shown shown = only("idempotnet,acks-one");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("plan " + PLAN + " has no configuration \"idempotnet\": one of idempotent, ")
                .contains("did you mean idempotent?")
                .doesNotContain("\"acks-one\"");
        assertThat(Kept.in(directory)).isEmpty();
    }
}
