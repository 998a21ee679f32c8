package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about clients has the table of what is answered, and the code is where it comes from. */
final class CompatibilityPageTest {

    private static final Path PAGE = Path.of("../../docs/compatibility.md");
    private static final String BEGIN = "<!-- written by a test -->\n";
    private static final String END = "<!-- up to here -->\n";

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String expected = page.substring(0, begin) + "\n" + tables() + "\n" + page.substring(end);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(expected);
    }

    private static String tables() {
        var offered = ClientApis.OFFER.answer(ErrorCode.NONE, ApiOffer.Features.NONE).apis().stream()
                .map(range -> "| " + range.key() + " | "
                        + Api.of(range.key()).orElseThrow().title() + " | " + range.minVersion() + "–"
                        + range.maxVersion() + " |\n")
                .collect(Collectors.joining());
        var absent = Stream.of(Api.values())
                .filter(api -> !ClientApis.OFFER.offers(api))
                .map(Api::title)
                .collect(Collectors.joining(", "));
        return "| Key | API | Versions |\n| --- | --- | --- |\n" + offered
                + "\nSpoken by our wire, but not announced to clients: " + absent + ".\n";
    }
}
