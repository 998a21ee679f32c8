package io.waybill.system.kafka.client.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which topics a run has on a cluster of others, written down before they are made: what a killed run left there is
 * removed by the next one of this user. A file each, locked for as long as its run lives; only what stands in a file
 * whose lock is free is anybody's to remove.
 *
 * <pre>
 * DIRECTORY/Mk3OEYBSQ9mVdA.waybill-r-2f9c41-0b1d52fa-      the cluster, the run's prefix
 *   waybill-r-2f9c41-0b1d52fa-orders                       a topic a line
 * </pre>
 */
final class TopicLedger implements AutoCloseable {

    /** This process's own. Not to be opened a second time: on POSIX that ends with the loss of the lock. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private TopicLedger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Writes topics down that are about to be made. */
    static TopicLedger open(Path directory, String cluster, TopicNames names, List<String> topics) {
        Path file = directory.resolve(inFileName(cluster) + "." + names.prefix());
        LIVING.add(file);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return written(file, channel, topics);
        } catch (IOException e) {
            LIVING.remove(file);
            throw new UncheckedIOException("topics cannot be written down in " + file + ": " + e.getMessage(), e);
        }
    }

    private static TopicLedger written(Path file, FileChannel channel, List<String> topics) throws IOException {
        try {
            FileLock lock = channel.lock();
            if (!lock.isValid()) {
                throw new IOException("cannot lock it");
            }
            channel.write(StandardCharsets.UTF_8.encode(String.join("\n", topics) + "\n"));
            channel.force(true);
            return new TopicLedger(file, channel);
        } catch (IOException e) {
            // Nothing was made yet, so nobody has anything to remove.
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** They are gone. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    /** Lets the lock go: whoever comes next removes what is still written down. */
    @Override
    public void close() {
        try {
            channel.close();
            LIVING.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Hands over what dead runs left on a cluster, run by run, and forgets what was taken without an exception.
     *
     * @param topics takes the topics of one run
     */
    static void sweep(Path directory, String cluster, Consumer<List<String>> topics) {
        for (Path file : ofOthers(directory, inFileName(cluster) + ".")) {
            whereDead(file, left -> {
                topics.accept(left);
                Files.deleteIfExists(file);
            });
        }
    }

    /** Returns the topics that dead runs left, as {@code cluster: topic, …}. */
    static List<String> abandoned(Path directory) {
        List<String> abandoned = new ArrayList<>();
        for (Path file : ofOthers(directory, "")) {
            String cluster = String.valueOf(file.getFileName()).split("\\.", 2)[0];
            whereDead(file, left -> abandoned.add(cluster + ": " + String.join(", ", left)));
        }
        return abandoned;
    }

    private static List<Path> ofOthers(Path directory, String start) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> String.valueOf(path.getFileName()).startsWith(start))
                    .filter(path -> !LIVING.contains(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What is done with the topics of a dead run. */
    private interface Visit {
        void left(List<String> topics) throws IOException;
    }

    private static void whereDead(Path file, Visit visit) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            List<String> left = lock == null ? List.of() : Files.readAllLines(file, StandardCharsets.UTF_8);
            if (!left.isEmpty()) {
                visit.left(left);
            }
        } catch (NoSuchFileException | OverlappingFileLockException sweptByAnother) {
            // There is nothing left to do.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String inFileName(String cluster) {
        return cluster.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
