package io.waybill.client.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer to an administrator means, and the page that says so. */
final class AdminOutcomesPageTest {

    /** Said of what may be in the quorum's log or on a disk as well, or nothing is known of them. */
    private static final List<ErrorCode> PROVE_NOTHING = List.of(
            ErrorCode.REQUEST_TIMED_OUT,
            ErrorCode.NOT_LEADER_OR_FOLLOWER,
            ErrorCode.KAFKA_STORAGE_ERROR,
            ErrorCode.UNKNOWN_SERVER_ERROR,
            ErrorCode.NETWORK_EXCEPTION,
            ErrorCode.BROKER_NOT_AVAILABLE);

    @Test
    void what_may_be_said_of_a_change_under_way_proves_nothing() {
        assertThat(PROVE_NOTHING)
                .allSatisfy(error -> assertThat(AdminErrors.ofChange(error)).isEqualTo(AdminErrors.Meaning.MAYBE));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_is_followed_by_what_its_meaning_says(ErrorCode error) {
        var bench = new AdminBench();
        bench.create();
        for (int i = 0; i < 60 && bench.results.isEmpty(); i++) {
            if (bench.isAsked()) {
                bench.answer(error);
            }
            bench.world.runFor(200);
        }

        var expected = switch (AdminErrors.ofChange(error)) {
            case DONE -> "done";
            case NOT_YET -> "failed TimeoutException";
            case NEVER -> "failed " + error;
            case MAYBE -> "unknown " + error;
        };
        assertThat(bench.results).containsExactly(expected);
    }

    @Test
    void no_error_has_two_rows() {
        assertThat(AdminErrors.rows()).extracting(AdminErrors.Row::error).doesNotHaveDuplicates();
        assertThat(EnumSet.allOf(AdminErrors.Meaning.class))
                .allSatisfy(meaning -> assertThat(AdminErrors.rows())
                        .anySatisfy(row -> assertThat(row.meaning()).isEqualTo(meaning)));
    }

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        var page = Path.of("../../docs/outcomes-admin.md");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, markdown());
        }

        assertThat(page)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(markdown());
    }

    private static String markdown() {
        var page = new StringBuilder("""
                # What an answer to the reference administrator means

                Written by a test from `AdminErrors`; it keeps this page and the code the same.

                The administrator says of each change `ok`, `fail` or `info`, and of each question `ok` or `fail`. `fail`
                is said of a change only where each attempt was certainly not carried out, because it never left or was
                refused before, and where there will be no other. One attempt that nobody knows of makes it `info`,
                unless a later one was carried out.

                ## What is asked for again

                A request whose answer was lost may arrive much later than one that was sent after it. So a change that
                is perhaps carried out is asked for again only where a late first request could do no more than the
                second has done.

                | asked for | by | where it may have been carried out |
                | --- | --- | --- |
                | any question | any broker, a partition's leader, the broker itself | asked again |
                | deletion of a topic | its id, looked up first | asked again: nothing else ever bears the id |
                | the same, of a topic whose id the asked broker does not know | its name | `info`: a late request could hit another topic of the name |
                | deletion of records before an offset | the partition's leader | asked again: where a log begins never goes back |
                | deletion of all committed records | the partition's leader | `info`: later, more is committed |
                | election of the preferred leader | any broker | asked again |
                | unclean election | any broker | `info`: a late one may lose what was acknowledged since |
                | creation of a topic | any broker | `info`: a late one could bring back what was deleted since |
                | more partitions | any broker | `info` |
                | change of configurations | any broker | `info`: a late one could undo what was changed since |

                What was certainly not carried out is asked for again, after `retry.backoff.ms`, twice as long each time
                and no longer than `retry.backoff.max.ms`, give or take a fifth, until `default.api.timeout.ms` is over.
                One attempt may take `request.timeout.ms`; a broker is told a little less, so that what it says comes in
                time.

                ## What is answered to a change

                | error | this attempt | what follows | because |
                | --- | --- | --- | --- |
                """);
        for (AdminErrors.Row row : AdminErrors.rows()) {
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
                .append(AdminErrors.Meaning.MAYBE.attempt())
                .append(" | ")
                .append(AdminErrors.Meaning.MAYBE.next())
                .append(" | nothing is known of it |\n");
        return page.append(closing()).toString();
    }

    private static String closing() {
        return """

                A refusal after an attempt that was perhaps carried out is `info`: the topic that is there already may be
                the one that was asked for. An answer that does not come, because the connection ended or the time was
                over, is *perhaps carried out* (`NetworkException`); what never left is *not carried out*. A partition's
                leader that says a retriable error is asked again, or whoever leads by then.

                To a question the same errors are answers, but where the table says *perhaps*, it is asked again if the
                error is retriable, and has failed else. `TimeoutException` is said where the time is over, `AdminClosed`
                where the administrator was closed before: both are `fail`, or `info` where an attempt was perhaps
                carried out.

                All of this holds of the reference broker, which forwards a change to the controllers until it may have
                arrived, and never again. A broker of Apache Kafka repeats by itself what it forwards, where a controller
                was deposed; so there a refusal, `TOPIC_ALREADY_EXISTS` for example, may be said of what the same request
                has done.
                """;
    }
}
