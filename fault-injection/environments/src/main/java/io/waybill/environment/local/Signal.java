package io.waybill.environment.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** The two signals that Java cannot send by itself. */
enum Signal {
    /** Makes a process stand still. */
    STOP,
    /** Makes it go on. */
    CONT;

    private static final long DEADLINE_SECONDS = 10;

    /**
     * Sends the signal.
     *
     * @throws UncheckedIOException when there is no such process, or it is not ours
     */
    void send(long pid) {
        try {
            // The shell's own kill: there on every POSIX system, where a program of that name may not be installed.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("no such process, or not ours");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + name() + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    "interrupted while sending " + name() + " to process " + pid, new IOException(e));
        }
    }
}
