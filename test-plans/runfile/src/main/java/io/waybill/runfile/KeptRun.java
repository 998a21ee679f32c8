package io.waybill.runfile;

import io.waybill.history.file.ReadStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A run that is kept, in its file or in a directory; {@code docs/runs.md} says what is in it.
 *
 * <p>May be used by many threads. What {@link #open} returned is of no use when this is closed.
 */
public sealed interface KeptRun extends Closeable permits PackedRun, UnpackedRun {

    /** How the name of a packed run ends. */
    String SUFFIX = ".waybill";

    /** What the run is. */
    String MANIFEST = "manifest.json";

    /** The plan as it was run, in its size. */
    String PLAN = "plan.yaml";

    /** What was found; only a run that ended has it. */
    String RESULT = "result.json";

    /** The same for people. */
    String REPORT = "report.txt";

    /** What was seen, in the folder of its configuration. */
    String HISTORY = "history.waybill";

    /** More than any file has that {@link #read} is for, and what a heap has room for. */
    int MOST_BYTES_AT_ONCE = 256 << 20;

    /**
     * Opens a run's file or directory.
     *
     * @throws DamagedRunException where it is none
     */
    static KeptRun open(Path path) throws IOException {
        return Files.isDirectory(path) ? new UnpackedRun(path) : PackedRun.open(path);
    }

    /**
     * Returns whether there is a run at a path, as far as a glance tells: a zip, or a directory with what runs have.
     */
    static boolean isAt(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            KeptRun run = new UnpackedRun(path);
            return run.has(MANIFEST) || run.has(RESULT) || !run.configurations().isEmpty();
        }
        return Files.isRegularFile(path) && isZip(path);
    }

    private static boolean isZip(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(4);
            return first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
        }
    }

    /** Returns where it is. */
    Path path();

    /** Returns whether it is one file. */
    boolean isPacked();

    /** Returns the names of all that is in it, with {@code /} between folder and file. */
    SortedSet<String> names() throws IOException;

    /** Returns whether there is a file of that name in it. */
    default boolean has(String name) throws IOException {
        return names().contains(name);
    }

    /**
     * Returns the content of one of its smaller files; its checksum was compared.
     *
     * @throws DamagedRunException where it is missing, damaged or too large
     */
    byte[] read(String name) throws IOException;

    /** Returns the text of one of its smaller files. */
    default String text(String name) throws IOException {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    /**
     * Opens one of its files that is read where it lies: a history.
     *
     * @throws DamagedRunException where it is missing or compressed
     */
    ReadStore open(String name) throws IOException;

    /** Opens the history of a configuration. */
    default ReadStore history(String configuration) throws IOException {
        return open(configuration + "/" + HISTORY);
    }

    /** Returns the configurations of which there is a history, by name. */
    default List<String> configurations() throws IOException {
        String end = "/" + HISTORY;
        return names().stream()
                .filter(name -> name.endsWith(end) && name.indexOf('/') == name.length() - end.length())
                .map(name -> name.substring(0, name.length() - end.length()))
                .toList();
    }

    /**
     * Returns what the run says of itself; empty for a directory of which nobody knows.
     *
     * @throws DamagedRunException where it is damaged, or of a newer format
     */
    default Optional<Manifest> manifest() throws IOException {
        return has(MANIFEST) ? Optional.of(ManifestJson.read(path(), read(MANIFEST))) : Optional.empty();
    }

    /** Returns the run's id as it says itself, or as its path is called. */
    default String id() throws IOException {
        String name = String.valueOf(path().getFileName());
        return manifest()
                .map(Manifest::id)
                .orElse(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
    }
}
