package io.waybill.cli;

import io.waybill.history.format.Histories;
import io.waybill.history.format.OpenHistory;
import io.waybill.runfile.KeptRun;
import io.waybill.runfile.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds runs, and the histories in them, by what people call them. */
final class Runs {

    private final Path directory;
    private final RunStore store;

    Runs(Output output, StoreOption option) {
        this.directory = output.terminal().directory();
        this.store = new RunStore(option.path(output));
    }

    /**
     * Returns where the run of a name is, if there is one.
     *
     * @param name its id or the beginning of it, {@code latest}, its file or its directory
     * @throws UsageException where it may be one of several
     */
    Optional<Path> path(String name) throws IOException {
        List<Path> found = store.find(name, directory);
        if (found.size() > 1) {
            throw new UsageException(name + " may be any of "
                    + found.stream()
                            .map(path -> String.valueOf(path.getFileName()))
                            .map(file -> file.replace(KeptRun.SUFFIX, ""))
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return found.stream().findFirst();
    }

    /** Returns what the run of a name says of itself, if there is one; see {@link #path}. */
    Optional<StoredRun> find(String name) throws IOException {
        Optional<Path> path = path(name);
        return path.isPresent() ? Optional.of(StoredRun.read(path.get())) : Optional.empty();
    }

    /**
     * Returns what the run of a name says of itself; see {@link #path}.
     *
     * @throws UsageException where there is none
     */
    StoredRun require(String name) throws IOException {
        if (name.equals(RunStore.LATEST) && store.newestFirst().isEmpty()) {
            throw new UsageException("there is no run in " + store.path() + " that could be repeated");
        }
        return find(name)
                .orElseThrow(() -> new UsageException(
                        name + ": there is no such run (waybill list shows what was recorded here)"));
    }

    /**
     * Opens the history that a name means, if it means one of a run: {@code RUN/CONFIGURATION}, or the run alone where
     * it has one history.
     *
     * @throws UsageException where the run has several, or none of that configuration
     */
    Optional<OpenHistory> history(String name) throws IOException {
        int slash = name.lastIndexOf('/');
        Optional<Path> run = path(name);
        if (run.isPresent()) {
            return Optional.of(open(run.get(), name, ""));
        }
        if (slash <= 0 || Files.exists(directory.resolve(name))) {
            return Optional.empty();
        }
        run = path(name.substring(0, slash));
        return run.isPresent()
                ? Optional.of(open(run.get(), name.substring(0, slash), name.substring(slash + 1)))
                : Optional.empty();
    }

    private static OpenHistory open(Path path, String run, String wanted) throws IOException {
        KeptRun kept = KeptRun.open(path);
        try {
            List<String> configurations = kept.configurations();
            String one = wanted.isEmpty() && configurations.size() == 1 ? configurations.get(0) : wanted;
            if (!configurations.contains(one)) {
                throw new UsageException((one.isEmpty()
                                ? run + " is a run with " + configurations.size() + " histories"
                                : run + " has no history of \"" + one + "\"")
                        + ", expected one of "
                        + configurations.stream().map(each -> run + "/" + each).collect(Collectors.joining(", ")));
            }
            return Histories.over(run + "/" + one, kept.history(one), kept);
        } catch (RuntimeException | IOException e) {
            kept.close();
            throw e;
        }
    }
}
