package io.waybill.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where runs are kept. */
final class StoreOption {

    static final String DEFAULT = ".waybill";

    @Option(names = "--out", paramLabel = "DIR", description = "Where runs are kept. Default: .waybill")
    private @Nullable String directory;

    /** Returns whether somebody said so. */
    boolean isGiven() {
        return directory != null;
    }

    Path path(Output output) {
        return output.terminal().directory().resolve(directory == null ? DEFAULT : directory);
    }
}
