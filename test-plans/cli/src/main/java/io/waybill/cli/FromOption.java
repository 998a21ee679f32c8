package io.waybill.cli;

import io.waybill.history.format.OpenHistory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says what format a history has, for a command whose {@code --format} is the other one. */
final class FromOption {

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description =
                    "What the file is: waybill, jsonl or jepsen-edn. Found out from its first bytes if not given.")
    private @Nullable String format;

    /** Opens a history file, or the history of a run. */
    OpenHistory open(Output output, StoreOption store, String file) throws IOException {
        return HistoryOption.open(output, store, file, format);
    }
}
