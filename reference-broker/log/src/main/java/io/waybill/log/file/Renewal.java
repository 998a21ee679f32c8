package io.waybill.log.file;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import java.util.function.Consumer;

/**
 * Writes a file anew, so that a sync can be believed. What a former process has left may be in a cache alone: after a
 * sync that failed no later sync of the same bytes brings them to the disk, although whoever reads them finds them
 * (Rebello et al., "Can applications recover from fsync failures?", ATC 2020). The copy is written beside it, synced,
 * and renamed; a crash within leaves the file as it was.
 */
public final class Renewal {

    private final Disk disk;
    private final long length;
    private final int pieceBytes;
    private final Disk.OnFailure failed;

    private Renewal(Disk disk, long length, int pieceBytes, Disk.OnFailure failed) {
        this.disk = disk;
        this.length = length;
        this.pieceBytes = pieceBytes;
        this.failed = failed;
    }

    /**
     * Renews a file that is open; it is closed then. There must be no draft of it.
     *
     * @param length how much of it, from its beginning
     * @param pieceBytes how much is held in memory at once
     * @param done is given the new file, open and durable as soon as the folder is synced
     */
    public static void run(
            Disk disk, DiskFile old, long length, int pieceBytes, Consumer<DiskFile> done, Disk.OnFailure failed) {
        new Renewal(disk, length, pieceBytes, failed).begin(old, done);
    }

    private void begin(DiskFile old, Consumer<DiskFile> done) {
        String name = old.name();
        String draft = name + CheckpointFile.DRAFT;
        disk.open(
                draft,
                copy -> copy(old, copy, 0, () -> {
                    copy.close();
                    old.close();
                    disk.rename(draft, name, () -> disk.open(name, done, failed), failed);
                }),
                failed);
    }

    private void copy(DiskFile old, DiskFile copy, long position, Runnable done) {
        if (position == length) {
            copy.sync(done, failed);
            return;
        }
        old.read(
                position,
                (int) Math.min(pieceBytes, length - position),
                bytes -> {
                    long next = position + bytes.remaining();
                    if (next == position) {
                        failed.failed(new DiskFailure(DiskFailure.Kind.DEVICE, "read", old.name()));
                    } else {
                        copy.append(bytes, () -> copy(old, copy, next, done), failed);
                    }
                },
                failed);
    }
}
