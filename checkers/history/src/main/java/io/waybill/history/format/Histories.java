package io.waybill.history.format;

import io.waybill.history.edn.EdnImport;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.ReadStore;
import io.waybill.history.interchange.MalformedHistoryException;
import io.waybill.history.interchange.Problem;
import io.waybill.history.jsonl.JsonlImport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens histories of any format.
 *
 * <p>A file of our own is read where it lies. Any other is imported, in one stream, into a file of our own among the
 * system's temporary files, which is gone when the history is closed or the process dies. Memory grows with the number
 * of different messages, not with what is said of them.
 */
public final class Histories {

    private Histories() {}

    /**
     * Opens a history.
     *
     * @param format what the file is; empty to find out from its first bytes
     * @throws MalformedHistoryException where the file is missing, unreadable, of another format, or malformed
     * @throws IOException where reading it, or writing the import, breaks off
     */
    public static OpenHistory open(Path file, Optional<HistoryFormat> format) throws IOException {
        refuseWhatIsNoFile(file);
        Detection detection = Detection.of(file);
        HistoryFormat actual = format.orElse(detection.format());
        if (!detection.complaint().isEmpty()) {
            throw new MalformedHistoryException(file, Problem.ofFile(detection.complaint()));
        }
        if (actual != detection.format() && Files.size(file) > 0) {
            throw new MalformedHistoryException(
                    file,
                    Problem.ofFile("it is given as " + actual.word() + " but begins like "
                            + detection.format().word() + ": give that format, or none"));
        }
        return switch (actual) {
            case WAYBILL -> openOurs(file);
            case JSONL -> {
                JsonlImport.Imported imported = JsonlImport.read(file, actual.word());
                yield new OpenHistory(imported.reader(), actual, imported.tear());
            }
            case JEPSEN_EDN -> new OpenHistory(EdnImport.read(file, actual.word()), actual, Optional.empty());
        };
    }

    /**
     * Opens a history of our own format that lies in something larger.
     *
     * @param name what it is called in errors
     * @param owner is closed with the history
     * @throws MalformedHistoryException where it is none, or damaged
     */
    public static OpenHistory over(String name, ReadStore store, Closeable owner) throws IOException {
        try {
            return OpenHistory.owning(HistoryReader.over(store), owner);
        } catch (CorruptHistoryException e) {
            throw new MalformedHistoryException(Path.of(name), Problem.ofFile(String.valueOf(e.getMessage())));
        }
    }

    private static void refuseWhatIsNoFile(Path file) {
        String complaint = "";
        if (!Files.exists(file)) {
            complaint = "there is no such file";
        } else if (Files.isDirectory(file)) {
            complaint = "it is a directory, expected a history file";
        } else if (!Files.isRegularFile(file)) {
            complaint = "it is no regular file, expected one: a history is read more than once; save it first";
        } else if (!Files.isReadable(file)) {
            complaint = "it may not be read: give this user the right to";
        }
        if (!complaint.isEmpty()) {
            throw new MalformedHistoryException(file, Problem.ofFile(complaint));
        }
    }

    private static OpenHistory openOurs(Path file) throws IOException {
        try {
            HistoryReader reader = HistoryReader.open(file);
            return new OpenHistory(reader, HistoryFormat.WAYBILL, reader.tear());
        } catch (CorruptHistoryException e) {
            throw new MalformedHistoryException(file, Problem.ofFile(String.valueOf(e.getMessage())));
        }
    }
}
