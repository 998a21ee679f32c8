package io.waybill.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.client.world.Produced;
import io.waybill.wire.message.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer means, and the page that says so. */
final class OutcomesPageTest {

    /** Kafka's leader says these of what it has appended as well, or its documents do not rule it out. */
    private static final List<ErrorCode> PROVE_NOTHING = List.of(
            ErrorCode.NOT_LEADER_OR_FOLLOWER,
            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
            ErrorCode.REQUEST_TIMED_OUT,
            ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            ErrorCode.KAFKA_STORAGE_ERROR,
            ErrorCode.UNKNOWN_SERVER_ERROR,
            ErrorCode.FENCED_LEADER_EPOCH,
            ErrorCode.NETWORK_EXCEPTION,
            ErrorCode.UNSUPPORTED_VERSION);

    @Test
    void what_may_be_said_of_an_appended_batch_proves_nothing() {
        assertThat(PROVE_NOTHING)
                .allSatisfy(error -> assertThat(Errors.of(error)).isEqualTo(Errors.Meaning.MAYBE));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_is_followed_by_what_its_meaning_says(ErrorCode error) {
        var bench = Bench.of("delivery.timeout.ms=1500");
        bench.send("a");
        bench.world.runFor(50);
        for (int i = 0; i < 300 && !bench.results.containsKey("a"); i++) {
            if (bench.world.broker(0).waiting() > 0) {
                Produced.next(bench.world.broker(0)).refuse(error);
            }
            bench.world.runFor(10);
        }

        var expected = switch (Errors.of(error)) {
            case IN_THE_LOG -> SendResult.Acknowledged.class;
            case MAYBE -> SendResult.Unknown.class;
            case NOT_YET, NEVER, TOO_LARGE, OUT_OF_ORDER, FENCED -> SendResult.Failed.class;
        };
        assertThat(bench.results.get("a")).isInstanceOf(expected);
    }

    @Test
    void no_error_has_two_rows() {
        assertThat(Errors.rows()).extracting(Errors.Row::error).doesNotHaveDuplicates();
        assertThat(EnumSet.allOf(Errors.Meaning.class))
                .allSatisfy(meaning -> assertThat(Errors.rows())
                        .anySatisfy(row -> assertThat(row.meaning()).isEqualTo(meaning)));
    }

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        var page = Path.of("../../docs/outcomes-reference.md");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, markdown());
        }

        assertThat(page)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(markdown());
    }

    private static String markdown() {
        var page = new StringBuilder("""
                # What an answer of the reference producer means

                Written by a test from `Errors` and `Ending`; it keeps this page and the code the same.

                The reference producer says of each send `ok`, `fail` or `info`. Unlike Kafka's it remembers what every
                attempt of a batch may have done, and not the last one alone: `fail` is said only where each attempt
                certainly did not append, because it never left or was refused before the append, and where there will
                be no other. One attempt that nobody knows of makes it `info`, whatever is answered later.

                ## What a leader answers

                | error | this attempt | what follows | because |
                | --- | --- | --- | --- |
                """);
        for (Errors.Row row : Errors.rows()) {
            page.append("| `")
                    .append(row.error())
                    .append("` | ")
                    .append(row.meaning().attempt())
                    .append(" | ")
                    .append(row.meaning().next())
                    .append(" | ")
                    .append(row.reason())
                    .append(" |\n");
        }
        page.append("| any other | ")
                .append(Errors.Meaning.MAYBE.attempt())
                .append(" | ")
                .append(Errors.Meaning.MAYBE.next())
                .append(" | nothing is known of it |\n");
        page.append("""

                An answer that does not come, because the connection ended or the time was over, is *perhaps appended*
                as well, and the batch is sent again as itself: the same producer id, epoch and sequence. What never
                left is *not appended*.

                ## What the producer says by itself

                | error | outcome | because |
                | --- | --- | --- |
                """);
        for (Ending ending : Ending.values()) {
            page.append("| `")
                    .append(ending.error())
                    .append("` | ")
                    .append(outcome(ending))
                    .append(" | ")
                    .append(ending.reason())
                    .append(" |\n");
        }
        page.append("""

                ## Sequences

                A batch keeps its sequence as long as a broker may have it. Where a batch with a sequence is given up or
                refused for good, those behind it are out of order; a new epoch begins (KIP-360) once nothing of the old
                one is under way. Into it go the batches that were refused each time. One that may have been appended is
                never sent under another identity: it is acknowledged under its own or stays `info`.
                """);
        return page.toString();
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case EXPIRED, EXHAUSTED -> "**fail** if every attempt was *not appended*, else info";
            default -> ending.isCertain() ? "**fail**" : "info";
        };
    }
}
