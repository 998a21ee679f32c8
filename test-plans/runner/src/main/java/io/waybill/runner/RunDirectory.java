package io.waybill.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run is kept while it goes on. Complete: it says everything that is known, and whoever packs it leaves nothing
 * out.
 *
 * <pre>
 *  .waybill/r-2f9c41/plan.txt                        the plan as it was run, with seed and versions
 *  .waybill/r-2f9c41/&lt;configuration&gt;/history.waybill  what was seen
 *  .waybill/r-2f9c41/&lt;configuration&gt;/faults.jsonl     what the faults did and hit
 *  .waybill/r-2f9c41/&lt;configuration&gt;/settings.txt     the configuration, complete
 *  .waybill/r-2f9c41/&lt;configuration&gt;/logs/n1.log      what the brokers logged
 * </pre>
 *
 * @param path the directory of this run
 */
public record RunDirectory(Path path) {

    private static final String HISTORY = "history.waybill";

    /**
     * Makes the directory of a new run.
     *
     * @throws FileAlreadyExistsException when there is one of that name
     */
    static RunDirectory create(Path store, RunId id) throws IOException {
        Files.createDirectories(store);
        return new RunDirectory(Files.createDirectory(store.resolve(id.text())));
    }

    /** Returns the plan as it was run. */
    public Path plan() {
        return path.resolve("plan.txt");
    }

    /** Returns the history that was recorded under a configuration. */
    public Path history(String configuration) {
        return path.resolve(configuration).resolve(HISTORY);
    }

    /** Returns the complete settings of a configuration. */
    public Path settings(String configuration) {
        return path.resolve(configuration).resolve("settings.txt");
    }

    /** Returns the directory of the brokers' logs under a configuration. */
    public Path logs(String configuration) {
        return path.resolve(configuration).resolve("logs");
    }

    /** Returns the configurations of which there is a history, by name. */
    public List<String> configurations() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> Files.exists(entry.resolve(HISTORY)))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("run directory " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
