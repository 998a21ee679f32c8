package io.waybill.environment.local;

import io.waybill.environment.clock.ClockLibrary;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.environment.node.NodeLog;
import io.waybill.environment.node.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A child process that can be killed and started again as the same one. Made by {@link LocalProcesses#start}.
 *
 * <p>Used by one thread at a time, except {@link #isAlive}, {@link #isPaused} and {@link #pid}, which any thread may
 * ask; the shutdown of the harness may end the process under its user.
 */
public final class LocalProcess implements NodeRuntime {

    private static final Duration KILL_DEADLINE = Duration.ofSeconds(20);

    private final LocalProcesses owner;
    private final ProcessSpec spec;
    private final NodeLog log;
    private volatile @Nullable Process process;
    private volatile boolean paused;

    LocalProcess(LocalProcesses owner, ProcessSpec spec) {
        this.owner = owner;
        this.spec = spec;
        this.log = new NodeLog(spec.name(), spec.log());
    }

    /** Returns what it was started as. */
    public ProcessSpec spec() {
        return spec;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Path log() {
        return spec.log();
    }

    @Override
    public boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Returns the id of the process that runs, or that ran last. */
    public long pid() {
        Process current = process;
        return current == null ? -1 : current.pid();
    }

    @Override
    public OptionalLong processId() {
        long pid = pid();
        return pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    /** Returns whether it was made to stand still. */
    public boolean isPaused() {
        return paused && isAlive();
    }

    @Override
    public void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        end(current.toHandle(), current::isAlive, spec.name());
        paused = false;
    }

    /** Asks it to end (SIGTERM) and waits; where it does not in time, ends it without warning. */
    public void stop(Duration patience) throws InterruptedException {
        Process current = process;
        if (current != null) {
            resume();
            current.destroy();
            if (!current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        }
    }

    @Override
    public void restart() {
        if (!isAlive()) {
            owner.launch(this);
        }
    }

    @Override
    public void pause() {
        if (isAlive() && !paused) {
            Signal.STOP.send(pid());
            paused = true;
        }
    }

    @Override
    public void resume() {
        if (isAlive() && paused) {
            Signal.CONT.send(pid());
        }
        paused = false;
    }

    @Override
    public void awaitLog(List<String> texts, long deadlineNanos) throws InterruptedException {
        log.await(texts, deadlineNanos, this::isAlive);
    }

    /**
     * Waits until it has ended by itself, and returns its exit code.
     *
     * @throws NodeFailedException when the deadline passes; it is killed then
     */
    public int awaitEnd(Duration patience) throws InterruptedException {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(spec.name() + " was never started");
        }
        if (!current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new NodeFailedException(
                    spec.name() + " did not end within " + patience.toSeconds() + " s; " + log.ending());
        }
        return current.exitValue();
    }

    /** Returns the end of what it has written since its last start, for messages. */
    public String logTail() {
        return log.tail();
    }

    /** Called by the owner only, one launch at a time. */
    void launch(String mark) throws IOException {
        Process before = process;
        if (before != null) {
            // It may have ended by itself.
            ClockLibrary.forget(before.pid());
        }
        log.started();
        paused = false;
        Process started = builder(spec, mark).start();
        process = started;
        started.getOutputStream().close();
    }

    /** Returns what starts a process, with a mark as its first argument. */
    static ProcessBuilder builder(ProcessSpec spec, String mark) {
        List<String> command = new ArrayList<>();
        // An ignored signal stays ignored after exec, and a JVM respects that: Ctrl-C in a terminal goes to every
        // process of the harness, and must not take the cluster from under the run that is to be wound up in order.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(spec.program().toString());
        command.add(mark);
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return builder;
    }

    /** Ends a process that is not a child of this one. */
    static void end(ProcessHandle handle, String name) {
        end(handle, handle::isAlive, name);
    }

    /**
     * The handle of a child says that it is gone a moment before the child's {@link Process} knows: ask the caller's.
     */
    private static void end(ProcessHandle handle, BooleanSupplier alive, String name) {
        // SIGKILL ends a process that stands still as well.
        boolean asked = handle.destroyForcibly();
        long deadlineNanos = System.nanoTime() + KILL_DEADLINE.toNanos();
        while (alive.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new UncheckedIOException(
                        "process " + handle.pid() + " of " + name + " is still there after SIGKILL",
                        new IOException(asked ? "the signal was sent" : "the signal could not be sent"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        ClockLibrary.forget(handle.pid());
    }
}
