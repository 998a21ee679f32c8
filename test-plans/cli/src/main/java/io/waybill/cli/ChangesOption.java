package io.waybill.cli;

import io.waybill.planfile.Changes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is to be otherwise than a plan says. */
final class ChangesOption {

    @Option(names = "--profile", paramLabel = "NAME", description = "Another size of the plan, for example short.")
    private @Nullable String profile;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Something that is to be otherwise, such as phases.storm=20s; several are set in their order.")
    private List<String> sets = List.of();

    /** Returns what is to be otherwise than the plan says. */
    Changes changes(OptionalLong seed) {
        return changes(profile(), seed);
    }

    /** Returns what is to be otherwise than a plan says that is run in this size. */
    Changes changes(Optional<String> size, OptionalLong seed) {
        return new Changes(size, sets, seed);
    }

    /** Returns the name of the size that was asked for. */
    Optional<String> profile() {
        return Optional.ofNullable(profile);
    }
}
