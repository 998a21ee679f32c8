package io.waybill.environment.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A harness as a process of its own, so that it can be killed: two children, one of them standing still. */
final class Harness {

    private Harness() {}

    /** Starts one; the arguments are those of {@link #main}. */
    static Process start(Path base, String mode) throws IOException {
        return new ProcessBuilder(
                        Java.program().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Java.classPath(),
                        Harness.class.getName(),
                        base.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Arguments: the base directory, and what to do when the children are up: {@code wait}, {@code disk}, which makes
     * one of n1 and waits, {@code throw} or {@code end}.
     */
    public static void main(String[] args) throws Exception {
        LocalProcesses processes = LocalProcesses.open(Path.of(args[0]), false);
        LocalProcess running = processes.start(sleeper(processes.directory(), "running"));
        LocalProcess standing = processes.start(sleeper(processes.directory(), "standing"));
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        running.awaitLog(List.of("sleeper is up"), deadlineNanos);
        standing.awaitLog(List.of("sleeper is up"), deadlineNanos);
        standing.pause();
        if (args[1].equals("disk")) {
            Files.createFile(processes.disk("n1").folder().resolve("data"));
        }
        System.out.println("children " + running.pid() + " " + standing.pid());
        switch (args[1]) {
            case "throw" -> throw new IllegalStateException("the harness has a bug");
            case "wait", "disk" -> new CountDownLatch(1).await();
            default -> Files.writeString(processes.directory().resolve("data"), "to be removed");
        }
    }

    static ProcessSpec sleeper(Path directory, String name) {
        return new ProcessSpec(
                name,
                Java.program(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", Sleeper.class.getName(), "x".repeat(6000)),
                Map.of("CLASSPATH", Java.classPath()),
                directory,
                directory.resolve(name + ".log"));
    }
}
