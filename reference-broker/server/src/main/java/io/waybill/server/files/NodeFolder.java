package io.waybill.server.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that a node keeps everything in. While it is open nobody else may have it, and every opening is counted,
 * durably, before the node begins: no two lives have the same number.
 *
 * <pre>
 * FOLDER/
 *   .lock              locked while the node runs
 *   meta.properties    whose it is, how often it was opened
 *   files/             what the node's disk holds
 * </pre>
 */
public final class NodeFolder implements AutoCloseable {

    private static final String FILES = "files";

    private final Path files;
    private final int incarnation;
    private final FolderLock lock;

    private NodeFolder(Path files, int incarnation, FolderLock lock) {
        this.files = files;
        this.incarnation = incarnation;
        this.lock = lock;
    }

    /**
     * Opens a node's folder, and makes it where there is none.
     *
     * @param clusterId the cluster that the node belongs to
     * @param node its id
     * @throws FolderRefusedException where another process has it open, it is another node's or another cluster's, it
     *     holds files that no node has left, or it cannot be read or written
     */
    public static NodeFolder open(Path folder, String clusterId, int node) {
        try {
            create(folder.toAbsolutePath());
            FolderLock lock = FolderLock.take(folder);
            try {
                return opened(folder, lock, clusterId, node);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (FileSystemException e) {
            String reason =
                    Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName());
            throw new FolderRefusedException("folder " + folder + " cannot be used: " + e.getFile() + ": " + reason, e);
        } catch (IOException e) {
            throw new FolderRefusedException("folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Creates a folder whose name a loss of power does not take away with all that is in it. */
    private static void create(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(folder)) {
            create(parent);
            Files.createDirectories(folder);
            FolderDevice.syncFolder(parent);
        }
    }

    private static NodeFolder opened(Path folder, FolderLock lock, String clusterId, int node) throws IOException {
        Path files = folder.resolve(FILES);
        Optional<Nameplate> before = Nameplate.read(folder);
        if (before.isPresent()) {
            require(folder, before.get(), clusterId, node);
        } else if (Files.exists(files) && !isEmpty(files)) {
            throw new FolderRefusedException("folder " + folder + " has files, but no " + Nameplate.NAME
                    + " says whose: restore that file, or choose another folder in log.dirs");
        }
        Files.createDirectories(files);
        int starts = before.map(Nameplate::starts).orElse(0) + 1;
        new Nameplate(clusterId, node, starts).write(folder);
        return new NodeFolder(files, starts - 1, lock);
    }

    private static void require(Path folder, Nameplate found, String clusterId, int node) {
        if (found.node() != node || !found.clusterId().equals(clusterId)) {
            throw new FolderRefusedException("folder " + folder + " belongs to node " + found.node() + " of cluster "
                    + found.clusterId() + ", not to node " + node + " of cluster " + clusterId
                    + ": choose another folder in log.dirs");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Returns the folder for the node's {@link FileDisks}. */
    public Path files() {
        return files;
    }

    /** Returns how often it was opened before. */
    public int incarnation() {
        return incarnation;
    }

    /** Gives the folder back. Everything in it must be closed. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The system has taken the lock back with the channel.
            assert e != null;
        }
    }
}
