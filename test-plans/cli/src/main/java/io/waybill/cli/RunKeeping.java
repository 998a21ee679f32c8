package io.waybill.cli;

import io.waybill.planfile.PlanText;
import io.waybill.report.Report;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import io.waybill.runfile.DamagedRunException;
import io.waybill.runfile.KeptRun;
import io.waybill.runfile.Manifest;
import io.waybill.runfile.RunLock;
import io.waybill.runfile.RunPacking;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunStart;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run: in a directory while it goes on, because whatever was written is there if this process is killed, and in
 * one file when it has ended.
 */
final class RunKeeping implements RunListener, Closeable {

    private final Output output;
    private @Nullable RunLock lock;

    RunKeeping(Output output) {
        this.output = output;
    }

    /** Packs what killed runs left in a store. What cannot be packed stays, and the next run goes on all the same. */
    void packKilled(Path store) throws IOException {
        for (Path directory : RunPacking.killed(store)) {
            try {
                output.progress(Line.of("packed a run that was killed: " + RunPacking.pack(directory)));
            } catch (IOException | DamagedRunException e) {
                output.complain("a run that was killed cannot be packed: " + e.getMessage());
            }
        }
    }

    /** Writes what the run is, before anything is started: one that dies can be judged and run again all the same. */
    @Override
    public void runStarted(RunStart start) {
        Path directory = start.directory().path();
        try {
            lock = RunLock.take(directory).orElse(null);
            // Everything that is run, as a plan that can be run again wherever its file has gone.
            write(directory, KeptRun.PLAN, PlanText.of(start.whole()));
            write(directory, KeptRun.MANIFEST, manifest(start).json());
        } catch (IOException e) {
            throw new UncheckedIOException("run directory " + directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Manifest manifest(RunStart start) {
        return new Manifest(
                start.id().text(),
                start.whole().name(),
                start.profile(),
                start.seedText(),
                Instant.now(),
                Version.text(),
                start.site().environment(),
                start.system(),
                start.site().planted(),
                Manifest.thisMachine());
    }

    /** Writes what a run came to into its directory. */
    static void conclude(Path directory, Report report) throws IOException {
        write(directory, KeptRun.RESULT, ResultJson.of(report, Version.text(), false) + "\n");
        String text = TextReport.of(report, Terminal.DEFAULT_COLUMNS).stream()
                .map(Line::text)
                .collect(Collectors.joining("\n"));
        write(directory, KeptRun.REPORT, text + "\n");
    }

    /** Makes the directory of a run that has ended its file; returns where the run is, which is there if it cannot. */
    Path pack(Path directory) {
        try {
            return RunPacking.pack(directory);
        } catch (IOException | DamagedRunException e) {
            output.complain("the run cannot be packed and stays in " + directory + ": " + e.getMessage());
            return directory;
        }
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        RunLock held = lock;
        if (held != null) {
            held.close();
        }
    }
}
