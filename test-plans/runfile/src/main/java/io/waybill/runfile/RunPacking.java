package io.waybill.runfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes a run's directory its file. Whatever interrupts it, the directory or the file is there, and whole. */
public final class RunPacking {

    private static final int BUFFER_BYTES = 1 << 16;

    /** What is read first comes first: a list, or whoever has the beginning only, needs no more. */
    private static final List<String> FIRST = List.of(KeptRun.MANIFEST, KeptRun.RESULT, KeptRun.REPORT, KeptRun.PLAN);

    private final byte[] buffer = new byte[BUFFER_BYTES];

    private RunPacking() {}

    /** Returns where the file of a run's directory is, or will be. */
    public static Path target(Path directory) {
        return directory.resolveSibling(directory.getFileName() + KeptRun.SUFFIX);
    }

    /**
     * Packs a directory into a file beside it and removes it. A directory that has a file already is what was left of
     * one that was packed.
     *
     * @return the file
     * @throws IOException where the file cannot be written; the directory is as it was
     * @throws DamagedRunException where the directory has no manifest, or where what has the file's name is another run
     */
    public static Path pack(Path directory) throws IOException {
        Path target = target(directory);
        String id;
        try (KeptRun run = new UnpackedRun(directory)) {
            if (run.manifest().isEmpty()) {
                throw new DamagedRunException(directory, KeptRun.MANIFEST + " is missing");
            }
            id = run.id();
        }
        if (Files.exists(target)) {
            requireSame(target, id);
        } else {
            Path part = directory.resolveSibling("." + directory.getFileName() + KeptRun.SUFFIX + ".part");
            try {
                new RunPacking().write(directory, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            sync(directory.toAbsolutePath().getParent());
        }
        remove(directory);
        return target;
    }

    /** Returns the directories of a store whose runs were killed: nobody carries them out, and they can be packed. */
    public static List<Path> killed(Path store) throws IOException {
        return new RunStore(store)
                .directories().stream()
                        .filter(directory -> Files.exists(directory.resolve(KeptRun.MANIFEST)))
                        .filter(directory -> !RunLock.isHeld(directory))
                        .toList();
    }

    private static void requireSame(Path target, String id) throws IOException {
        try (KeptRun there = KeptRun.open(target)) {
            if (!there.id().equals(id)) {
                throw new DamagedRunException(target, "it is run " + there.id() + ", so " + id + " cannot be packed");
            }
        }
    }

    private void write(Path directory, Path part) throws IOException {
        try (FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
            ZipOutputStream zip = new ZipOutputStream(bytes);
            for (String name : names(directory)) {
                add(zip, directory.resolve(name), name);
            }
            zip.finish();
            bytes.flush();
            file.force(true);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>(new UnpackedRun(directory).names());
        names.sort(Comparator.<String>comparingInt(name -> FIRST.contains(name) ? FIRST.indexOf(name) : FIRST.size())
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    /** A history stays as it is, so that it can be read where it lies. */
    private void add(ZipOutputStream zip, Path file, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(Files.getLastModifiedTime(file).toMillis());
        if (name.endsWith("/" + KeptRun.HISTORY)) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(Files.size(file));
            entry.setCrc(crc(file));
        }
        zip.putNextEntry(entry);
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                zip.write(buffer, 0, read);
            }
        }
        zip.closeEntry();
    }

    private long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    /** So that the new name survives a power cut; where a directory cannot be opened, it is as safe as it can be. */
    private static void sync(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            assert Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) : directory;
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
