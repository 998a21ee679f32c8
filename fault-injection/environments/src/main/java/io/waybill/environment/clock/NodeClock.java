package io.waybill.environment.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of day of one node: a file that its process reads again with every new second of the real time. Used by one
 * thread at a time.
 */
public final class NodeClock {

    private static final String FILE = "offset";
    private static final Duration MARGIN = Duration.ofMillis(20);

    /** Where somebody sets this machine's clock meanwhile, the next second may be far away. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path folder;
    private final InstantSource time;
    private Instant started;
    private ClockError error;
    private boolean hasDrifted;

    private NodeClock(Path folder, InstantSource time) {
        this.folder = folder;
        this.time = time;
        this.started = time.instant();
        this.error = ClockError.none(started);
    }

    /**
     * Makes one that is right.
     *
     * @param folder where its file is; made where missing, and readable for whoever the node runs as
     */
    public static NodeClock make(Path folder) {
        return make(folder, InstantSource.system());
    }

    static NodeClock make(Path folder, InstantSource time) {
        NodeClock clock = new NodeClock(folder, time);
        try {
            Files.setPosixFilePermissions(
                    Files.createDirectories(folder), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for a clock: " + e.getMessage(), e);
        }
        clock.write();
        return clock;
    }

    /** Returns the folder of this machine in which its file is. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the variables with which a process lives by a clock. It looks at the file with every new second; its
     * monotonic time and the times of its files stay as they are. Without the last two a Java that shares classes would
     * take its jars for changed ones.
     *
     * @param library where the process finds libfaketime
     * @param folder where it finds {@link #folder}
     */
    public static Map<String, String> environment(String library, String folder) {
        return Map.of(
                "LD_PRELOAD", library,
                "FAKETIME_TIMESTAMP_FILE", folder + "/" + FILE,
                // The whole seconds that may pass: none, so that what is read is never older than a second.
                "FAKETIME_CACHE_DURATION", "0",
                "DONT_FAKE_MONOTONIC", "1",
                // Else a wait of 300 ms lasts some seconds.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1",
                "FAKE_UTIME", "0");
    }

    /** Says that the node is about to start: libfaketime counts the speed of a clock from there. */
    public void starting() {
        started = time.instant();
        hasDrifted = false;
        write();
    }

    /** Puts it forward (above 0) or back. The node sees that when {@link #awaitSeen} has returned. */
    public void shift(Duration by) {
        error = error.plus(by, time.instant());
        write();
    }

    /** Makes it faster by so many millionths, or slower, below 0. What was gained or lost stays. */
    public void drift(int morePerMillion) {
        error = error.faster(morePerMillion, time.instant());
        hasDrifted = true;
        write();
    }

    /** Puts it right. The node sees that when {@link #awaitSeen} has returned. */
    public void correct() {
        error = ClockError.none(time.instant());
        write();
    }

    /** Returns whether it shows the right time and keeps it. */
    public boolean isRight() {
        return error.by().isZero() && error.partsPerMillion() == 0;
    }

    /**
     * Waits until the node has what was set last: whoever looks at its clock from then on sees it. At most a second.
     */
    public void awaitSeen() {
        Instant seen =
                time.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).plus(MARGIN);
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        boolean isInterrupted = false;
        while (time.instant().isBefore(seen) && System.nanoTime() - giveUpNanos < 0) {
            LockSupport.parkNanos(Duration.between(time.instant(), seen).toNanos());
            // A repair must not be cut short by the interrupt that asked for it.
            isInterrupted |= Thread.interrupted();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        Path draft = folder.resolve(FILE + ".draft");
        try {
            Files.writeString(draft, error.text(started, hasDrifted) + "\n");
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            // Whoever reads meanwhile has the old one or the new one, and never a part.
            Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set the clock in " + folder + ": " + e.getMessage(), e);
        }
    }
}
