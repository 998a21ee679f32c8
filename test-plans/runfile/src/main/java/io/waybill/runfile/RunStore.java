package io.waybill.runfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory in which runs are kept.
 *
 * @param path the directory, which need not exist
 */
public record RunStore(Path path) {

    /** What means the run that began last. */
    public static final String LATEST = "latest";

    private static final Pattern ID = Pattern.compile("r-[0-9a-f]{6}");
    private static final Pattern BEGIN_OF_ID = Pattern.compile("(r-)?[0-9a-f]{2,6}");

    /**
     * Returns the runs, those first that began last. What is neither a run's directory nor its file is passed over, and
     * of a directory and its file the file counts.
     */
    public List<Path> newestFirst() throws IOException {
        List<Path> runs = new ArrayList<>(files());
        for (Path directory : directories()) {
            if (!Files.exists(RunPacking.target(directory))) {
                runs.add(directory);
            }
        }
        // Times are read once: they may change while a run goes on.
        Map<Path, Instant> begun = new HashMap<>();
        runs.forEach(run -> begun.put(run, begun(run)));
        runs.sort(Comparator.comparing((Path run) -> begun.getOrDefault(run, Instant.EPOCH))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        return runs;
    }

    List<Path> directories() throws IOException {
        return entries(entry -> ID.matcher(entry).matches()).stream()
                .filter(Files::isDirectory)
                .toList();
    }

    private List<Path> files() throws IOException {
        String suffix = KeptRun.SUFFIX;
        return entries(entry -> entry.endsWith(suffix)
                        && ID.matcher(entry.substring(0, entry.length() - suffix.length()))
                                .matches())
                .stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    private List<Path> entries(Predicate<String> isOne) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> isOne.test(String.valueOf(entry.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    /** Returns when a run began: as it says, or where it cannot, when its file was changed. */
    public static Instant begun(Path run) {
        try (KeptRun kept = KeptRun.open(run)) {
            var manifest = kept.manifest();
            return manifest.isPresent()
                    ? manifest.get().createdAt()
                    : Files.getLastModifiedTime(run).toInstant();
        } catch (DamagedRunException | IOException e) {
            return changed(run);
        }
    }

    private static Instant changed(Path run) {
        try {
            return Files.getLastModifiedTime(run).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Returns the runs that a name may mean: one where it is clear, none where there is none.
     *
     * @param name an id of this store or its beginning, {@code latest}, or the path of a file or a directory
     * @param directory from where a relative path leads
     */
    public List<Path> find(String name, Path directory) throws IOException {
        if (name.equals(LATEST)) {
            return newestFirst().stream().limit(1).toList();
        }
        for (Path each : List.of(path.resolve(name + KeptRun.SUFFIX), path.resolve(name), directory.resolve(name))) {
            if (KeptRun.isAt(each)) {
                return List.of(each);
            }
        }
        if (!BEGIN_OF_ID.matcher(name).matches()) {
            return List.of();
        }
        String begin = name.startsWith("r-") ? name : "r-" + name;
        return newestFirst().stream()
                .filter(run -> String.valueOf(run.getFileName()).startsWith(begin))
                .toList();
    }
}
