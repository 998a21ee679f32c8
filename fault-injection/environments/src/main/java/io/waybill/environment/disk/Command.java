package io.waybill.environment.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
final class Command {

    private static final long PATIENCE_SECONDS = 60;

    private Command() {}

    /**
     * Runs a program to its end, which an interrupt does not cut short: it is passed on.
     *
     * @throws IOException where it cannot be started or fails; the message is what it said
     */
    static void run(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        // Ctrl-C in a terminal goes to these programs as well, and must not stop them from cleaning up. Not every
        // user's path has the folder of mkfs.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; PATH=$PATH:/usr/sbin:/sbin exec \"$@\"", "sh"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!awaitEnd(process) || process.exitValue() != 0) {
                throw new IOException(words[0] + ": " + (said.isEmpty() ? "failed" : said));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whoever interrupts is heard after it: what is given up half-way stays mounted. */
    private static boolean awaitEnd(Process process) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
