package io.waybill.server.files;

import io.waybill.environment.conformance.Check;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk on a folder keeps every promise that the simulated one keeps. */
final class FolderConformanceTest {

    @TempDir
    private Path place;

    static List<Check> checks() {
        return Check.ofDisks();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_on_files(Check check) {
        try (FolderSetting setting = new FolderSetting(place)) {
            check.ask(setting);
        }
    }
}
