package io.waybill.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was made for images and serves the next ones, in a folder of this user's. One builder at a time: others wait.
 * What is made appears under its name only when it is complete, so a builder that was killed leaves nothing but a
 * draft, which the next one removes.
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
            return target;
        }
        Path draft = folder.resolve(DRAFT + kind + "-" + key);
        try {
            maker.make(draft);
            return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + target + ": " + e.getMessage(), e);
        }
    }

    /** Returns a folder of the cache that somebody else fills. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    private void removeDrafts() throws IOException {
        try (var drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
            for (Path draft : drafts) {
                removeTree(draft);
            }
        }
    }

    static void removeTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + folder, e);
        } finally {
            BUILDERS.unlock();
        }
    }
}
