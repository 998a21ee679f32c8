package io.waybill.image;

import io.waybill.environment.local.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was made for images and serves the next ones, in a folder of this user's. One builder at a time: others wait.
 * What is made appears under its name only when it is complete, so a builder that was killed leaves nothing but a
 * draft, which the next one removes. When it is closed, what was not used for the longest time goes, so that the folder
 * has a bound however many builds there are: three runtimes, six archives of 20 MB, the jars of a few images, and half
 * a gigabyte each of what jib keeps.
 *
 * <pre>
 * FOLDER/lock
 *        runtime-KEY/         a linked Java with the libraries that it needs
 *        jar-KEY/             a jar as it is in images
 *        classes-KEY          an archive of parsed classes
 *        layers/, bases/      what jib keeps
 *        draft-…/             what is being made
 * </pre>
 */
final class ImageCache implements AutoCloseable {

    private static final ReentrantLock BUILDERS = new ReentrantLock();

    /** How many of each kind are kept. An image of ours has thirty jars, of which a new build changes eight. */
    private static final Map<String, Integer> KEPT =
            Map.of("runtime", 3, "classes", 6, "jar", 120, "system", 2, "toxiproxy", 2);

    /** What jib keeps knows of no use; it is made again in seconds, or pulled. */
    private static final long MOST_LAYER_BYTES = 512L << 20;

    /** Where jib keeps layers that it made. */
    static final String LAYERS = "layers";

    /** Where jib keeps layers that it pulled. */
    static final String BASES = "bases";

    /** How the names begin of what is being made. */
    static final String DRAFT = "draft-";

    private final Path folder;
    private final FileChannel channel;

    private ImageCache(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes something in a folder or file that is not there yet. */
    interface Maker {
        void make(Path draft) throws IOException, InterruptedException;
    }

    /** Opens a cache, as soon as no other builder has it. */
    static ImageCache open(Path folder) throws InterruptedException {
        BUILDERS.lockInterruptibly();
        try {
            return locked(folder);
        } catch (IOException | RuntimeException e) {
            BUILDERS.unlock();
            throw new ImageException("cannot use " + folder + " for what images are made of: " + e.getMessage(), e);
        }
    }

    private static ImageCache locked(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            // Held until the channel is closed, or the process ends.
            if (!channel.lock().isValid()) {
                throw new IOException("its lock is not valid");
            }
            ImageCache cache = new ImageCache(folder, channel);
            cache.removeDrafts();
            return cache;
        } catch (IOException | RuntimeException e) {
            // Its lock would keep the next one of this process out.
            channel.close();
            throw e;
        }
    }

    /** Returns whether a cache has what has a key; asks nobody who builds in it to wait. */
    static boolean has(Path folder, String kind, String key) {
        return Files.exists(target(folder, kind, key));
    }

    private static Path target(Path folder, String kind, String key) {
        return folder.resolve(kind + "-" + key);
    }

    /** Returns what has a key, after making it where it is not there. */
    Path get(String kind, String key, Maker maker) throws InterruptedException {
        Path target = target(folder, kind, key);
        if (Files.exists(target)) {
            return used(target);
        }
        Path draft = folder.resolve(DRAFT + kind + "-" + key);
        try {
            maker.make(draft);
            return used(Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + target + ": " + e.getMessage(), e);
        }
    }

    /** Notes that something is used now, at the entry itself: its files keep their times. */
    private static Path used(Path entry) {
        try {
            return Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note that " + entry + " is in use: " + e.getMessage(), e);
        }
    }

    /** Returns a folder of the cache that somebody else fills. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    private void removeDrafts() throws IOException {
        try (var drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
            for (Path draft : drafts) {
                FileTree.remove(draft);
            }
        }
    }

    /**
     * Removes what was not used for the longest time. Under a draft's name first: whoever is killed in the middle
     * leaves nothing that seems to be whole.
     */
    private void prune() throws IOException {
        for (Map.Entry<String, Integer> kind : KEPT.entrySet()) {
            List<Path> entries = lastUsedFirst(kind.getKey());
            for (Path old : entries.subList(Math.min(entries.size(), kind.getValue()), entries.size())) {
                remove(old);
            }
        }
        for (Path ofJib : List.of(folder.resolve(LAYERS), folder.resolve(BASES))) {
            if (Files.isDirectory(ofJib) && bytesIn(ofJib) > MOST_LAYER_BYTES) {
                remove(ofJib);
            }
        }
    }

    private void pruneIfPossible() {
        try {
            prune();
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            // What is too much is still there, and the next builder tries again: the image is built.
        }
    }

    private List<Path> lastUsedFirst(String kind) throws IOException {
        Map<Path, FileTime> used = new HashMap<>();
        try (var entries = Files.newDirectoryStream(folder, kind + "-*")) {
            for (Path entry : entries) {
                used.put(entry, Files.getLastModifiedTime(entry));
            }
        }
        return used.entrySet().stream()
                .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void remove(Path entry) throws IOException {
        Path draft = folder.resolve(DRAFT + entry.getFileName());
        FileTree.remove(draft);
        FileTree.remove(Files.move(entry, draft, StandardCopyOption.ATOMIC_MOVE));
    }

    private static long bytesIn(Path tree) throws IOException {
        long bytes = 0;
        for (Path file : Digest.filesOf(tree)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public void close() {
        try (channel) {
            pruneIfPossible();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + folder, e);
        } finally {
            BUILDERS.unlock();
        }
    }
}
