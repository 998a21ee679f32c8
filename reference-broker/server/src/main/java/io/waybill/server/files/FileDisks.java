package io.waybill.server.files;

import io.waybill.environment.Disk;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * The disk of one incarnation of a node: a folder of files, and the threads that read and write them. All loops of the
 * node have the same files, each sees them through a {@link Disk} of its own.
 *
 * <p>Operations of one file are done one after the other, and so are those of the folder; those of different files
 * beside each other. What waits for a file is done together as far as it can be: appends by one write, syncs by one
 * force, which covers every sync that was asked for before it began.
 *
 * <p>Any thread may use it; a {@link Disk} belongs to its loop.
 */
public final class FileDisks implements AutoCloseable {

    private final Work work;

    private FileDisks(Work work) {
        this.work = work;
    }

    /**
     * Opens the disk on a folder that exists.
     *
     * @param folder nobody else changes it while this is open
     */
    public static FileDisks open(Path folder, FilesSettings settings, DiskWatch watch) {
        return on(new FolderDevice(folder), settings, watch);
    }

    static FileDisks on(Device device, FilesSettings settings, DiskWatch watch) {
        return new FileDisks(new Work(device, settings, watch));
    }

    /**
     * Returns the disk as one loop of the node sees it.
     *
     * @param loop runs what it is given later, one after the other and in order; it may drop all of it once the node
     *     has ended
     */
    public Disk of(Executor loop) {
        return new LoopDisk(work, loop);
    }

    /** Returns how many files are open in the system. */
    int openInSystem() {
        return work.openInSystem();
    }

    /**
     * Ends it: what is under way is finished, what waits is dropped, and nobody is told any more. Returns when no file
     * is open. Does nothing the second time.
     */
    @Override
    public void close() {
        work.close();
    }
}
