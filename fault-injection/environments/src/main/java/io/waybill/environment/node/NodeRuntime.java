package io.waybill.environment.node;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a node runs as: a process, a container. Each method blocks until it has taken effect, and does nothing where
 * that is so already.
 *
 * <p>Used by one thread at a time, except {@link #isAlive}, which any thread may ask. Errors are
 * {@link java.io.UncheckedIOException}: the harness has lost its grip.
 */
public interface NodeRuntime {

    /** Returns what people call it: {@code n1}. */
    String name();

    /** Returns the file on this machine that its output and errors are appended to. */
    Path log();

    /** Returns whether it is there, standing still or not. */
    boolean isAlive();

    /** Returns the number that the operating system knows its process by; empty where it has none now, or none here. */
    default OptionalLong processId() {
        return OptionalLong.empty();
    }

    /** Ends it without warning. */
    void kill();

    /** Starts it again, as it was started first, and does not wait until it is ready. */
    void restart();

    /** Makes it stand still, with its connections open. */
    void pause();

    /** Makes it go on. */
    void resume();

    /**
     * Makes what it computes take longer.
     *
     * @param factor how many times as long, 1 or more; 1 repairs
     * @throws IllegalStateException where this kind of node cannot be slowed down
     */
    default void slow(int factor) {
        throw new IllegalStateException(name() + " cannot be slowed down");
    }

    /**
     * Waits until its log, from its last start on, contains one of the texts.
     *
     * @param deadlineNanos in the time of {@link System#nanoTime}
     * @throws NodeFailedException when it ends before, or the deadline passes; the message ends with the log's last
     *     lines
     * @throws InterruptedException when called off
     */
    void awaitLog(List<String> texts, long deadlineNanos) throws InterruptedException;
}
