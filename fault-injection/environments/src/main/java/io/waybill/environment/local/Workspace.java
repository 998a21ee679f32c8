package io.waybill.environment.local;

import io.waybill.environment.disk.Disks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One harness's directory: its name says whose it is, and a file in it is locked for as long as the owner lives.
 *
 * <pre>
 * BASE/1234-1795471234567-1/     owner's process id, its start, a number
 *   owner                        locked by the owner; without it the directory is nobody's, and is kept
 *   …                            the nodes' data, or disks of their own with it
 * </pre>
 */
final class Workspace {

    private static final String OWNER_FILE = "owner";

    private final Path directory;
    private @Nullable FileChannel channel;

    private Workspace(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Makes a new directory of this process under {@code base}. */
    static Workspace create(Path base) throws IOException {
        Files.createDirectories(base);
        for (int number = 1; ; number++) {
            Path directory = base.resolve(Owner.current().text() + "-" + number);
            if (!Files.exists(directory)) {
                Files.createDirectory(directory);
                FileChannel channel = FileChannel.open(
                        directory.resolve(OWNER_FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // Never contended: the name is ours alone. Held by the channel until the process ends.
                FileLock lock = channel.lock();
                if (!lock.isValid()) {
                    throw new IOException("cannot lock " + directory.resolve(OWNER_FILE));
                }
                return new Workspace(directory, channel);
            }
        }
    }

    Path directory() {
        return directory;
    }

    /** Returns the owner that a directory's name tells; empty where the name is not of this form. */
    static Optional<Owner> ownerOf(Path directory) {
        Path name = directory.getFileName();
        if (name == null) {
            return Optional.empty();
        }
        int dash = name.toString().lastIndexOf('-');
        return dash < 0 ? Optional.empty() : Owner.parse(name.toString().substring(0, dash));
    }

    /**
     * Returns whether a directory's owner is certainly gone: its process is, and its lock is free. Two proofs, because
     * a process id means nothing where directories are shared between containers.
     */
    static boolean isAbandoned(Path directory) {
        if (ownerOf(directory).map(Owner::isAlive).orElse(true)) {
            return false;
        }
        Path file = directory.resolve(OWNER_FILE);
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException sweptByAnother) {
            return true;
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }

    /** Returns whether a directory is somebody's: one without an owner file was kept on purpose. */
    static boolean isOwned(Path directory) {
        return Files.exists(directory.resolve(OWNER_FILE));
    }

    /** Removes an abandoned directory. One without an owner file was kept on purpose and stays, unless it is empty. */
    static void removeAbandoned(Path directory) throws IOException {
        if (isOwned(directory)) {
            remove(directory);
            return;
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException kept) {
            // Its owner wanted it to stay.
        }
    }

    /** Gives the directory up: removes it, or leaves it to whoever wants to look at it. */
    void release(boolean keep) {
        try {
            if (keep) {
                Disks.release(directory);
                Files.deleteIfExists(directory.resolve(OWNER_FILE));
            } else {
                remove(directory);
            }
            FileChannel open = channel;
            channel = null;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    private static void remove(Path directory) throws IOException {
        Disks.release(directory);
        for (Path entry : inOrderOfRemoval(directory)) {
            FileTree.remove(entry);
        }
        Files.deleteIfExists(directory);
    }

    /**
     * Returns what is in a workspace, the owner's file last: whoever is killed in the middle of a removal leaves what
     * is still an abandoned workspace, and not one that seems to be kept on purpose.
     */
    static List<Path> inOrderOfRemoval(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(Comparator.comparing((Path entry) -> entry.endsWith(OWNER_FILE))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (NoSuchFileException sweptByAnother) {
            return List.of();
        }
    }
}
