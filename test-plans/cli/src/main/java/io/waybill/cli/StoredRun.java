package io.waybill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.waybill.checker.Claim;
import io.waybill.checker.Expectations;
import io.waybill.report.Inside;
import io.waybill.report.RunSite;
import io.waybill.runner.RunDirectory;
import io.waybill.runner.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run that is kept: what its {@code result.json} says of it.
 *
 * @param directory where it is kept
 * @param plan the plan's name, or an empty text
 * @param system the system under test, or an empty text
 * @param seed the seed, or an empty text
 * @param site where it took place
 * @param verdict the word of the whole; {@code unfinished} where there is no result
 * @param headline the verdict in a sentence, or an empty text
 * @param durationMillis from its start to its end
 * @param configurations the configurations that were judged
 */
record StoredRun(
        RunDirectory directory,
        String plan,
        String system,
        String seed,
        RunSite site,
        String verdict,
        String headline,
        long durationMillis,
        List<Configuration> configurations) {

    /** The word for a run that has no result. */
    static final String UNFINISHED = "unfinished";

    /** The name of the file with the plan as it was run: the size that was chosen, and everything said. */
    static final String PLAN = "plan.yaml";

    /** The name of the file that a finished run has. */
    static final String RESULT = "result.json";

    /**
     * A judged configuration.
     *
     * @param verdicts the words of the claims that were judged
     * @param control what is broken about it; empty where it is no control
     * @param expectations what was expected of its claims
     * @param inside what is known of it beyond its history, where it was simulated
     */
    record Configuration(
            String name,
            SortedMap<Claim, String> verdicts,
            Optional<String> control,
            Expectations expectations,
            Optional<Inside> inside) {

        /** Returns the claims that were judged. */
        Set<Claim> claims() {
            return verdicts.keySet();
        }
    }

    /** Returns its name. */
    String id() {
        return String.valueOf(directory.path().getFileName());
    }

    /** Reads a run's directory. */
    static StoredRun read(Path path) throws IOException {
        RunDirectory directory = new RunDirectory(path);
        Path result = path.resolve(RESULT);
        if (Files.notExists(result)) {
            return unfinished(directory);
        }
        try {
            return ResultReading.of(result, directory);
        } catch (JsonProcessingException e) {
            throw new UsageException(result + ":" + e.getLocation().getLineNr() + ": it is damaged ("
                    + e.getOriginalMessage() + "): remove it, and the run is judged anew from its histories");
        }
    }

    private static StoredRun unfinished(RunDirectory directory) {
        List<Configuration> configurations = directory.configurations().stream()
                .map(name -> new Configuration(
                        name, new TreeMap<>(), Optional.empty(), Expectations.ALL_HOLD, Optional.empty()))
                .toList();
        return new StoredRun(directory, "", "", "", RunSite.usual(), UNFINISHED, "", 0, configurations);
    }

    /** Returns the run of that name or in that directory, if there is one. */
    static Optional<StoredRun> find(Path store, Path directory, String nameOrPath) throws IOException {
        Path named = store.resolve(nameOrPath);
        Path path = directory.resolve(nameOrPath);
        for (Path each : List.of(named, path)) {
            if (Files.isDirectory(each)
                    && (Files.exists(each.resolve(RESULT))
                            || !new RunDirectory(each).configurations().isEmpty())) {
                return Optional.of(read(each));
            }
        }
        return Optional.empty();
    }

    /** Returns the directories of the runs that a store has, those first that were changed last. */
    static List<Path> newestFirst(Path store) throws IOException {
        if (!Files.isDirectory(store)) {
            return List.of();
        }
        // Times are read once: they may change while a run goes on.
        SortedMap<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> entries = Files.list(store)) {
            entries.filter(entry -> RunId.isOne(String.valueOf(entry.getFileName())))
                    .forEach(entry -> times.put(entry, modified(entry)));
        }
        List<Path> directories = new ArrayList<>(times.keySet());
        directories.sort(Comparator.comparing((Path path) -> times.getOrDefault(path, FileTime.fromMillis(0)))
                .reversed());
        return directories;
    }

    /** Returns when a run's directory was changed last. */
    static FileTime modified(Path directory) {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
