package io.waybill.cli;

import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.format.HistoryExport;
import io.waybill.history.format.HistoryFormat;
import io.waybill.history.format.OpenHistory;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill export}: writes a history in another format. */
@Command(name = "export", description = "Writes a history in another format, for other tools or for a text editor.")
final class ExportCommand implements Callable<Integer> {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Output output;

    @Parameters(
            paramLabel = "FILE|RUN",
            description = "The history, in any of the formats, or one of a run: r-2f9c41/CONFIGURATION.")
    private String file = "";

    @Option(
            names = {"--to", "--format"},
            required = true,
            paramLabel = "FORMAT",
            description = "What to write: waybill, jsonl or jepsen-edn.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Default: stdout.")
    private @Nullable String target;

    @Option(names = "--force", description = "Replace the file that is there.")
    private boolean force;

    @Mixin
    private FromOption from = new FromOption();

    @Mixin
    private StoreOption store = new StoreOption();

    ExportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        HistoryFormat wanted = HistoryOption.named(format);
        try (OpenHistory history = from.open(output, store, file)) {
            if (target == null) {
                toStdout(history, wanted);
            } else {
                toFile(history, wanted, output.terminal().directory().resolve(target));
            }
            history.tear()
                    .ifPresent(tear -> output.complain(file + " breaks off at byte " + Wording.number(tear.position())
                            + ": everything before that was written"));
        } catch (CorruptHistoryException | IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        return ExitCode.OK;
    }

    private void toStdout(OpenHistory history, HistoryFormat wanted) throws IOException {
        if (wanted == HistoryFormat.WAYBILL && output.terminal().outIsTerminal()) {
            throw new UsageException("format waybill is not for a terminal: give --output FILE");
        }
        output.flush();
        OutputStream bytes = output.terminal().bytes();
        try {
            HistoryExport.write(history.reader(), wanted, new BufferedOutputStream(bytes, BUFFER_BYTES));
        } catch (IOException e) {
            if (!isGone(e)) {
                throw e;
            }
        }
    }

    /** Whoever reads the first lines only and goes away has what was wanted. */
    private static boolean isGone(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    /** Nothing is there under the name before it is there as a whole. */
    private void toFile(OpenHistory history, HistoryFormat wanted, Path path) throws IOException {
        if (Files.exists(path) && !force) {
            throw new UsageException(target + " is there already: give another name, or --force to replace it");
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new UsageException(target + " cannot be written: there is no such directory");
        }
        Path part = Files.createTempFile(parent, ".waybill-export-", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES)) {
                HistoryExport.write(history.reader(), wanted, out);
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        output.progress(Line.of("wrote " + target + ", " + Wording.number(Files.size(path)) + " bytes"));
    }
}
