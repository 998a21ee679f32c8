package io.waybill.server.loop;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.waybill.environment.conformance.Check;
import io.waybill.server.net.Transport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real environment keeps every promise of the seam. */
final class RealConformanceTest {

    @TempDir
    private Path folder;

    static List<Check> checks() {
        return Check.all();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_by_the_best_that_this_machine_has(Check check) {
        assertKept(check, Transport.BEST);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_by_what_every_machine_has(Check check) {
        assertKept(check, Transport.NIO);
    }

    private void assertKept(Check check, Transport transport) {
        try (var setting = new RealSetting(folder, transport)) {
            assertThatCode(() -> check.ask(setting)).doesNotThrowAnyException();
        }
    }
}
