package io.waybill.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.plan.Moment;
import io.waybill.planfile.fault.MomentForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moments are told apart by their words, and the page about plans has them all. */
final class MomentsPageTest {

    private static final Path PAGE = Path.of("../../docs/plans.md");
    private static final String BEGIN = "<!-- written by a test -->\n";
    private static final String END = "<!-- up to here -->\n";

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String expected = page.substring(0, begin) + "\n" + table() + "\n" + page.substring(end);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(expected);
    }

    private static String table() {
        String rows = Arrays.stream(Moment.values())
                .map(moment -> "| `" + MomentForm.name(moment) + "` | " + moment.meaning() + " | "
                        + moment.seen().how() + " |\n")
                .collect(Collectors.joining());
        return "| Moment | What it is | Noticed |\n| --- | --- | --- |\n" + rows;
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_moment_is_a_word_of_a_plan_file_and_has_a_meaning(Moment moment) {
        assertThat(MomentForm.name(moment)).matches("[a-z]+(-[a-z]+)*");
        assertThat(Moment.of(moment.sentence())).contains(moment);
        assertThat(moment.meaning()).endsWith(".").doesNotContain("\n");
        moment.report().ifPresent(kind -> assertThat(Moment.of(kind)).isEqualTo(moment));
    }
}
