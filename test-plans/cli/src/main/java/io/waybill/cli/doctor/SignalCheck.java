package io.waybill.cli.doctor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether children can be started, paused, resumed and killed: what faults of nodes are made of. */
final class SignalCheck implements Check {

    private static final long PATIENCE_SECONDS = 5;

    @Override
    public List<Finding> look() {
        try {
            Process child = shell("exec sleep 30");
            try {
                String trouble = trouble(child);
                return List.of(
                        trouble.isEmpty()
                                ? Finding.fine("kill and pause", "children can be stopped, resumed and killed")
                                : Finding.missing(
                                        "kill and pause",
                                        trouble,
                                        "a sandbox or seccomp forbids it: run outside, or --env simulated"));
            } finally {
                child.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of(Finding.missing(
                    "kill and pause", "no child can be started: " + e.getMessage(), "/bin/sh and sleep are needed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.warning("kill and pause", "called off", ""));
        }
    }

    private static String trouble(Process child) throws IOException, InterruptedException {
        for (String signal : List.of("STOP", "CONT", "KILL")) {
            if (!succeeds(shell("kill -" + signal + " " + child.pid()))) {
                return "SIG" + signal + " cannot be sent to a child";
            }
        }
        return child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? "" : "a killed child does not end";
    }

    private static boolean succeeds(Process command) throws InterruptedException {
        return command.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && command.exitValue() == 0;
    }

    private static Process shell(String command) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
