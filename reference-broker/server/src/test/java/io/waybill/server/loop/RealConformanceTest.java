package io.waybill.server.loop;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.waybill.environment.conformance.Check;
import io.waybill.server.files.FilesSettings;
import io.waybill.server.net.Transport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real environment keeps every promise of the seam. */
final class RealConformanceTest {

    /** So few threads and open files that they are in each other's way. */
    private static final FilesSettings NARROW = new FilesSettings(2, 3);

    @TempDir
    private Path folder;

    static List<Check> checks() {
        return Check.all();
    }

    static List<Check> checksOfDisks() {
        return Check.ofDisks();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_by_the_best_that_this_machine_has(Check check) {
        assertKept(check, Transport.BEST, FilesSettings.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_by_what_every_machine_has(Check check) {
        assertKept(check, Transport.NIO, FilesSettings.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("checksOfDisks")
    void it_is_kept_where_few_files_may_be_open(Check check) {
        assertKept(check, Transport.BEST, NARROW);
    }

    private void assertKept(Check check, Transport transport, FilesSettings files) {
        try (var setting = new RealSetting(folder, transport, files)) {
            assertThatCode(() -> check.ask(setting)).doesNotThrowAnyException();
        }
    }
}
