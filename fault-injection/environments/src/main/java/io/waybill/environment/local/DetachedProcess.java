package io.waybill.environment.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that outlives whoever started it, and is found again by a mark on its command line: a directory and its
 * name. Nothing without the mark is ever ended, whatever its process id was once used for.
 *
 * @param name what people call it: {@code n1}
 * @param handle the process
 */
public record DetachedProcess(String name, ProcessHandle handle) {

    private static final String MARK = "-Dwaybill.detached=";
    private static final Comparator<DetachedProcess> BY_NAME = Comparator.comparing(DetachedProcess::name);

    /**
     * Starts one and returns at once. It ignores Ctrl-C and the end of the terminal.
     *
     * @param spec its name consists of letters and digits; its directory and name are its mark
     */
    public static DetachedProcess start(ProcessSpec spec) {
        try {
            Process started = LocalProcess.builder(spec, markOf(spec.directory()) + spec.name())
                    .start();
            started.getOutputStream().close();
            return new DetachedProcess(spec.name(), started.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    /** Returns those that were started in a directory and are alive, by their names. */
    public static List<DetachedProcess> in(Path directory) {
        String mark = " " + markOf(directory);
        List<DetachedProcess> found = new ArrayList<>();
        for (ProcessHandle handle : ProcessHandle.allProcesses().toList()) {
            nameIn(handle.info().commandLine().orElse(""), mark)
                    .ifPresent(name -> found.add(new DetachedProcess(name, handle)));
        }
        found.sort(BY_NAME);
        return found;
    }

    private static Optional<String> nameIn(String commandLine, String mark) {
        int start = commandLine.indexOf(mark);
        // The shell that becomes the process carries the mark too; it is the same process.
        return start < 0
                ? Optional.empty()
                : Optional.of(commandLine.substring(start + mark.length()).split(" ", 2)[0]);
    }

    private static String markOf(Path directory) {
        String uri = directory.toAbsolutePath().normalize().toUri().toString();
        return MARK + (uri.endsWith("/") ? uri : uri + "/") + "#";
    }

    /** Returns whether it is there. */
    public boolean isAlive() {
        return handle.isAlive();
    }

    /** Asks it to end (SIGTERM). */
    public void askToStop() {
        if (!handle.destroy() && handle.isAlive()) {
            throw new UncheckedIOException("cannot end " + name, new IOException("process " + handle.pid()));
        }
    }

    /** Waits until it has ended; returns false where it has not in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (handle.isAlive()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while waiting for the end of " + name);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    /** Ends it without warning (SIGKILL) and waits until it is gone. */
    public void kill() {
        LocalProcess.end(handle, name);
    }
}
