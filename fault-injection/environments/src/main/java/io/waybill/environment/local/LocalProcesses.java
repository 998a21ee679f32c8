package io.waybill.environment.local;

import io.waybill.environment.clock.ClockLibrary;
import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.Disks;
import io.waybill.environment.disk.NodeDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The child processes of one cluster, their ports, their disks and their directory. {@link #close}, the end of the JVM
 * and Ctrl-C end the processes and remove the directory; what a killed harness leaves, {@link #open} removes first.
 *
 * <p>Used by one thread at a time; the lock is there for the JVM's shutdown, which comes on a thread of its own.
 */
public final class LocalProcesses implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<LocalProcess> processes = new ArrayList<>();
    private final Workspace workspace;
    private final Ports ports;
    private final boolean keep;
    private final Thread atShutdown;
    private boolean closed;

    private LocalProcesses(Workspace workspace, Ports ports, boolean keep) {
        this.workspace = workspace;
        this.ports = ports;
        this.keep = keep;
        this.atShutdown = new Thread(this::endAll, "waybill-end-processes");
    }

    /**
     * Sweeps what dead harnesses left under {@code base}, and makes a new workspace there.
     *
     * @param base a directory of this user's, the same for every harness; made where missing
     * @param keep whether the workspace stays after the end
     */
    public static LocalProcesses open(Path base, boolean keep) {
        try {
            Remains.sweep(base);
            LocalProcesses processes = new LocalProcesses(Workspace.create(base), Ports.under(base), keep);
            Runtime.getRuntime().addShutdownHook(processes.atShutdown);
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a workspace under " + base + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the workspaces under {@code base} that dead harnesses left, with or without processes that still run:
     * what the next {@link #open} sweeps.
     */
    public static List<Path> abandoned(Path base) {
        try {
            return Remains.abandoned(base);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + base + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns what this machine lacks for what nodes are to have of their own, one sentence each. May take half a
     * second.
     *
     * @param disks whether they need a {@link #disk}
     * @param clocks whether they need a {@link #clock}
     * @param base as for {@link #open}
     */
    public static List<String> missing(boolean disks, boolean clocks, Path base) {
        List<String> missing = new ArrayList<>(clocks ? ClockLibrary.missing() : List.of());
        missing.addAll(disks ? missingForDisks(base) : List.of());
        return missing;
    }

    /**
     * Returns what this machine lacks for {@link #disk}, one sentence each; empty where one was made, lost its power
     * and came back. Takes half a second.
     *
     * @param base as for {@link #open}
     */
    public static List<String> missingForDisks(Path base) {
        List<String> missing = Disks.missing();
        if (!missing.isEmpty()) {
            return missing;
        }
        try (LocalProcesses trial = open(base, false)) {
            NodeDisk disk = trial.disk("trial");
            disk.cutPower();
            disk.powerUp();
            return List.of();
        } catch (UncheckedIOException e) {
            return List.of("power cuts and full disks need disks of the nodes' own, and this system refuses them ("
                    + e.getMessage() + "): run outside of the sandbox or container, or use --env simulated");
        }
    }

    /** Returns the workspace's directory. */
    public Path directory() {
        return workspace.directory();
    }

    /**
     * Returns a loopback port that is free and stays this cluster's until its end, in use or not.
     *
     * @throws UncheckedIOException when none is free
     */
    public int reservePort() {
        return ports.reserve();
    }

    /**
     * Removes a file or a folder of the workspace, with all that is in it. Does nothing where it is not there.
     *
     * @throws IllegalArgumentException where it is not in the workspace
     */
    public void remove(Path path) {
        Path inside = path.toAbsolutePath().normalize();
        Path home = directory().toAbsolutePath().normalize();
        if (!inside.startsWith(home) || inside.equals(home)) {
            throw new IllegalArgumentException("what is removed must be in " + home + ", was " + path);
        }
        try {
            FileTree.remove(inside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes a disk of a node's own, which goes with the workspace.
     *
     * @param name the node's
     * @throws UncheckedIOException where this system allows none
     */
    public NodeDisk disk(String name) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("a disk for " + name + " cannot be made: its cluster was closed");
            }
            return NodeDisk.make(Files.createDirectories(directory().resolve("disks")), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for disks: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a clock of a node's own, which goes with the workspace.
     *
     * @param name the node's
     */
    public NodeClock clock(String name) {
        return NodeClock.make(directory().resolve("clocks").resolve(name));
    }

    /**
     * Returns the variables of a process that lives by a clock of its own, and says that it is about to start; none
     * where it has no such clock.
     *
     * @throws IllegalStateException where this machine lacks what it takes
     */
    public static Map<String, String> livingBy(@Nullable NodeClock clock) {
        if (clock == null) {
            return Map.of();
        }
        Path library = ClockLibrary.here()
                .orElseThrow(() -> new IllegalStateException(String.join("; ", ClockLibrary.missing())));
        clock.starting();
        return NodeClock.environment(library.toString(), clock.folder().toString());
    }

    /** Starts a child process and returns at once. */
    public LocalProcess start(ProcessSpec spec) {
        LocalProcess process = new LocalProcess(this, spec);
        launch(process);
        return process;
    }

    /** Ends all processes, those that stand still too, and removes the workspace. Does nothing the second time. */
    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The JVM ends already; the hook finds nothing left to do.
        }
    }

    void launch(LocalProcess process) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(process.spec().name() + " cannot be started: its cluster was closed");
            }
            if (!processes.contains(process)) {
                processes.add(process);
            }
            process.launch(Remains.markOf(workspace.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + process.spec().name() + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void endAll() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            RuntimeException failure = null;
            for (LocalProcess process : processes) {
                failure = alsoTry(process::kill, failure);
            }
            failure = alsoTry(ports::release, failure);
            failure = alsoTry(() -> workspace.release(keep), failure);
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable RuntimeException alsoTry(Runnable step, @Nullable RuntimeException before) {
        try {
            step.run();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
