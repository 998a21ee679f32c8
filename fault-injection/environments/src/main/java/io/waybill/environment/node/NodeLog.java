package io.waybill.environment.node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What a node has written to its log since its last start. Used by one thread at a time. */
public final class NodeLog {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final int TAIL_BYTES = 2000;

    private final String name;
    private final Path file;
    private long startBytes;

    /** Reads the log of a node, whose name is for messages. The file need not be there yet. */
    public NodeLog(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /** Says that the node is about to start: what is in the file by now is of the time before. */
    public void started() {
        try {
            startBytes = Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Waits until the node has written one of the texts, as {@link NodeRuntime#awaitLog} says.
     *
     * @param alive whether the node is there
     */
    public void await(List<String> texts, long deadlineNanos, BooleanSupplier alive) throws InterruptedException {
        while (true) {
            // Asked before the log is read: what it wrote before it ended must not be missed.
            boolean isAlive = alive.getAsBoolean();
            String log = sinceStart();
            if (texts.stream().anyMatch(log::contains)) {
                return;
            }
            if (!isAlive) {
                throw new NodeFailedException(name + " ended before it was ready; " + ending(log));
            }
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new NodeFailedException(name + " was not ready in time; " + ending(log));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while waiting for " + name);
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    /** Returns where it is and how it ends, for messages. */
    public String ending() {
        return ending(sinceStart());
    }

    /** Returns the end of what was written since the last start, for messages. */
    public String tail() {
        return tail(sinceStart());
    }

    private String ending(String log) {
        return "its log " + file + " ends with\n" + tail(log);
    }

    private static String tail(String log) {
        return log.substring(Math.max(0, log.length() - TAIL_BYTES)).strip();
    }

    private String sinceStart() {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(startBytes);
            byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, open.length() - startBytes)];
            open.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("cannot read the log of " + name + ", " + file, e);
    }
}
