package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Repeat;
import io.waybill.system.Cluster.Truncation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read in a node's log. */
class NodeEventsTest {

    private static final Instant AT = Instant.parse("2026-11-26T07:08:26.123Z");
    private static final Partition ORDERS = new Partition("orders", 1);
    private static final String HEAD = "{\"at\":\"2026-11-26T07:08:26.123Z\",\"level\":\"warn\",\"node\":2,";
    private static final String TRUNCATED =
            HEAD + "\"event\":\"truncated\",\"topic\":\"orders\",\"partition\":1,\"to\":754,\"logEndBefore\":796}";
    private static final String SENT_AGAIN =
            HEAD + "\"event\":\"sentAgain\",\"topic\":\"orders\",\"partition\":1,\"lastOffset\":12}";
    private static final String OTHER =
            HEAD + "\"event\":\"follows\",\"topic\":\"orders\",\"partition\":1,\"leaderEpoch\":3,\"leader\":1}";

    @Test
    void what_concerns_messages_is_found_between_other_lines_and_half_ones(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("n2.jsonl");
        Files.writeString(
                log,
                OTHER + "\n" + TRUNCATED + "\n" + SENT_AGAIN + "\n" + TRUNCATED.substring(0, 60),
                StandardCharsets.UTF_8);

        assertThat(NodeEvents.truncations(2, log)).containsExactly(new Truncation(2, ORDERS, 754, AT));
        assertThat(NodeEvents.repeats(2, log)).containsExactly(new Repeat(2, ORDERS, 12, AT));
    }

    @Test
    void a_log_that_is_not_there_tells_nothing(@TempDir Path folder) {
        assertThat(NodeEvents.truncations(1, folder.resolve("none"))).isEmpty();
        assertThat(NodeEvents.repeats(1, folder.resolve("none"))).isEmpty();
    }
}
