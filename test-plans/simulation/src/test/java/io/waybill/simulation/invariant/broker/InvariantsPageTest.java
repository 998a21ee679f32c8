package io.waybill.simulation.invariant.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.simulation.invariant.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvariantsPageTest {

    private static final Path PAGE = Path.of("../../docs/invariants.md");

    @Test
    void no_two_invariants_have_the_same_id() {
        List<String> ids = new ArrayList<>();
        Arrays.stream(Invariant.values()).map(Invariant::id).forEach(ids::add);
        Arrays.stream(BrokerInvariant.values()).map(BrokerInvariant::id).forEach(ids::add);

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, markdown());
        }

        assertThat(PAGE)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(markdown());
    }

    private static String markdown() {
        var page = new StringBuilder("""
                # Invariants

                What must hold at any time in a simulated run, checked after each event with eyes that no client has. Written
                by a test from `Invariant` and `BrokerInvariant`; it keeps this page and the code the same.
                [simulation.md](simulation.md) says who else finds that something is wrong.

                ## The quorum

                Checked in both kinds of runs; numbers of sections and figures stand in the code.

                | Invariant | What must hold |
                | --- | --- |
                """);
        for (Invariant each : Invariant.values()) {
            row(page, each.id(), each.definition());
        }
        page.append("""

                ## The brokers

                "Committed" is what the high watermark of a leader has passed. "Durably" is flushed where each record is
                (`flush.messages` 1), and written where it is not: that survives a kill, if not a power cut. What is admittedly
                lost is demanded of nobody: by an unclean election that is allowed, by a power cut where what is written counts,
                by a fault that damages a disk. Not even then may somebody lead in the epoch of another, or the metadata differ.

                | Invariant | What must hold |
                | --- | --- |
                """);
        for (BrokerInvariant each : BrokerInvariant.values()) {
            row(page, each.id(), each.definition());
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String id, String definition) {
        page.append("| ").append(id).append(" | ").append(definition).append(" |\n");
    }
}
