package io.waybill.cli;

import io.waybill.runner.RunRequest;
import io.waybill.system.Places;
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

    /** Returns where everything of a run goes that is kept in a directory. */
    static RunRequest.Places places(Path kept) {
        Places ofThisUser = Places.ofThisUser();
        return new RunRequest.Places(kept, ofThisUser.scratch(), ofThisUser.cache());
    }

    Path path(Output output) {
        return output.terminal().directory().resolve(directory == null ? DEFAULT : directory);
    }
}
