package io.waybill.broker.lifecycle;

import io.waybill.environment.Disk;
import io.waybill.log.file.CheckpointFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a broker's former life left about itself, in a small file that is replaced as a whole:
 *
 * <pre>
 * epoch 1041
 * stopped cleanly|not yet
 * durable always|not always
 * crc …
 * </pre>
 */
final class EpochFile {

    private static final String NAME = "broker.epoch";
    private static final String EPOCH = "epoch ";
    private static final String STOPPED = "stopped ";
    private static final String DURABLE = "durable ";

    private final Disk disk;
    private final CheckpointFile file;

    EpochFile(Disk disk) {
        this.disk = disk;
        this.file = new CheckpointFile(disk, NAME);
    }

    /**
     * A life.
     *
     * @param epoch of the broker in it, 0 or more
     * @param stoppedCleanly whether it ended with everything on the disk
     * @param alwaysDurable whether, all along, nothing counted before it was on the disk
     */
    record Life(long epoch, boolean stoppedCleanly, boolean alwaysDurable) {}

    /** Gives the life that was written last; empty where there was none or the file cannot be read. */
    void read(Consumer<Optional<Life>> done) {
        CheckpointFile.read(disk, NAME, lines -> done.accept(parse(lines)), failure -> done.accept(Optional.empty()));
    }

    /** Writes a life in place of the one before. */
    void write(Life life, Runnable done, Disk.OnFailure failed) {
        file.write(
                EPOCH + life.epoch() + "\n" + STOPPED + (life.stoppedCleanly() ? "cleanly" : "not yet") + "\n" + DURABLE
                        + (life.alwaysDurable() ? "always" : "not always") + "\n",
                done,
                failed);
    }

    private static Optional<Life> parse(@Nullable List<String> lines) {
        if (lines == null || lines.size() != 3 || !lines.get(0).startsWith(EPOCH)) {
            return Optional.empty();
        }
        try {
            long epoch = Long.parseLong(lines.get(0).substring(EPOCH.length()));
            return Optional.of(new Life(
                    epoch,
                    lines.get(1).equals(STOPPED + "cleanly"),
                    lines.get(2).equals(DURABLE + "always")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
