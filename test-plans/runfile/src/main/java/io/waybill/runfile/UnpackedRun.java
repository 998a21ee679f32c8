package io.waybill.runfile;

import io.waybill.history.file.ReadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A run in a directory: one that goes on, that was killed before it was packed, or that somebody unpacked. */
final class UnpackedRun implements KeptRun {

    private final Path path;

    UnpackedRun(Path path) {
        this.path = path;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public boolean isPacked() {
        return false;
    }

    @Override
    public SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(path)) {
            files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> path.relativize(file).toString().replace('\\', '/'))
                    .forEach(names::add);
        }
        names.remove(RunLock.FILE);
        return names;
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(path.resolve(name));
    }

    @Override
    public List<String> configurations() throws IOException {
        // A glance at the folders: whoever asks may be about to learn that this is no run but a whole disk.
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(HISTORY)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path file = existing(name);
        if (Files.size(file) > MOST_BYTES_AT_ONCE) {
            throw new DamagedRunException(file, "at most " + MOST_BYTES_AT_ONCE + " bytes are expected");
        }
        return Files.readAllBytes(file);
    }

    @Override
    public ReadStore open(String name) throws IOException {
        return ReadStore.open(existing(name));
    }

    private Path existing(String name) {
        if (!has(name)) {
            throw new DamagedRunException(path, name + " is missing");
        }
        return path.resolve(name);
    }

    @Override
    public void close() {}
}
