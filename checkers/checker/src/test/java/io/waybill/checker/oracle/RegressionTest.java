package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest histories about which the checker and the definitions have ever disagreed. */
class RegressionTest {

    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/regressions"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void the_checker_says_what_the_definitions_say(Path file) throws IOException {
        String text = Files.readString(file);

        List<String> differences = Comparison.differences(HistoryText.parse(text));

        assertThat(differences).isEmpty();
    }
}
