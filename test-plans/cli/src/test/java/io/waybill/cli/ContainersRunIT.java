package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The default plan in containers, its short form: every kill a container's, every cut a Toxiproxy's. */
@Timeout(570)
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class ContainersRunIT {

    @TempDir
    private Path directory;

    @Test
    void the_promises_hold_and_the_controls_break() throws IOException {
        Session.Shown shown = Session.in(directory).type("run", "--env", "containers", "--profile", "short");

        assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();
        assertThat(shown.err()).contains("environment containers, 3 containers, each beside a Toxiproxy");
        assertThat(shown.out())
                .contains("✓ HOLDS")
                .contains("no-idempotence is a control: broke as it must")
                .contains("acks-one is a control: broke as it must");
        Path run = Kept.in(directory).get(0);
        assertThat(Kept.text(run, "idempotent/logs/containers.jsonl")).contains("\"action\":\"kill\"");
        assertThat(Kept.text(run, "idempotent/logs/toxiproxy.jsonl")).contains("\"moment\":\"begun\"");
    }
}
