package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.log.file.CheckpointFile;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.Segment;

/**
 * Writes a segment anew, in place of itself. Where a sync failed before the last end of this log, what was read now may
 * be in the cache of the operating system alone, and no later sync of the same bytes brings them to the disk (Rebello
 * et al., "Can applications recover from fsync failures?", ATC 2020).
 *
 * <p>The old file stays until the new one is durable. Whoever uses this syncs the folder.
 */
final class SegmentCopy {

    private final LogCore core;
    private final Segment segment;
    private final String name;

    SegmentCopy(LogCore core, Segment segment) {
        this.core = core;
        this.segment = segment;
        this.name = segment.file().name();
    }

    void run(Runnable done, Disk.OnFailure failed) {
        String draft = name + CheckpointFile.DRAFT;
        core.disk.open(
                draft,
                copy -> new Steps()
                        .then((next, bad) -> copy.truncate(0, next, bad))
                        .then((next, bad) -> copyFrom(0, copy, next, bad))
                        .then(copy::sync)
                        .thenDo(copy::close)
                        .thenDo(() -> segment.file().close())
                        .then((next, bad) -> core.disk.rename(draft, name, next, bad))
                        .then(this::reopen)
                        .run(done, failed),
                failed);
    }

    private void copyFrom(long position, DiskFile copy, Runnable done, Disk.OnFailure failed) {
        int length = (int) Math.min(core.settings.scanBytes(), segment.sizeBytes() - position);
        if (length <= 0) {
            done.run();
            return;
        }
        segment.file()
                .read(
                        position,
                        length,
                        bytes -> copy.append(bytes, () -> copyFrom(position + length, copy, done, failed), failed),
                        failed);
    }

    private void reopen(Runnable next, Disk.OnFailure failed) {
        core.disk.open(
                name,
                file -> {
                    segment.take(file);
                    next.run();
                },
                failed);
    }
}
