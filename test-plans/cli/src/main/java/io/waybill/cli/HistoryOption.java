package io.waybill.cli;

import io.waybill.history.format.Histories;
import io.waybill.history.format.HistoryFormat;
import io.waybill.history.format.OpenHistory;
import io.waybill.planfile.tree.Similar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says what format a history has. */
final class HistoryOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "What the file is: waybill, jsonl or jepsen-edn. Found out from its first bytes if not given.")
    private @Nullable String format;

    /** Opens a history file, or the history of a run. */
    OpenHistory open(Output output, StoreOption store, String file) throws IOException {
        return open(output, store, file, format);
    }

    /** Opens a history file of the given format, or of the one that it is found to have, or the history of a run. */
    static OpenHistory open(Output output, StoreOption store, String file, @Nullable String format) throws IOException {
        Optional<OpenHistory> ofRun = new Runs(output, store).history(file);
        if (ofRun.isPresent()) {
            return ofRun.get();
        }
        Path path = output.terminal().directory().resolve(file);
        if (Files.notExists(path)) {
            throw new UsageException(file + ": there is no such file" + (file.startsWith("r-") ? " or run" : "")
                    + ", expected a history (waybill list shows what was recorded here)");
        }
        return Histories.open(path, Optional.ofNullable(format).map(HistoryOption::named));
    }

    /** Only a file of our own says of each of its parts whether it is whole. */
    void refuseWhatCannotBeFollowed(Output output, StoreOption store, String file) throws IOException {
        try (OpenHistory opened = open(output, store, file)) {
            if (opened.format() != HistoryFormat.WAYBILL) {
                throw new UsageException(file + ": only a history of our own format can be followed, this is "
                        + opened.format().word() + ": check it when it is whole, without --follow");
            }
        }
    }

    static HistoryFormat named(String word) {
        return HistoryFormat.named(word)
                .orElseThrow(() -> new UsageException("unknown format \"" + word + "\", expected one of "
                        + String.join(", ", HistoryFormat.words()) + Similar.hint(word, HistoryFormat.words())));
    }
}
