package io.waybill.image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that is started, awaited for a bounded time, and whose output is read. */
final class Tool {

    private static final int MOST_OF_AN_OUTPUT = 600;
    private static final int MILLIS_TO_BE_GONE = 5_000;

    private Tool() {}

    /** What a program said and how it ended. */
    record Ended(int exitCode, String output) {}

    /** Returns whether there is a program of that name on this process's path. */
    static boolean isThere(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * Runs a program to its end.
     *
     * @throws ImageException when it cannot be started or takes too long; then it has been ended, with what it started
     */
    static Ended run(List<String> command, Map<String, String> environment, Path directory, Duration limit)
            throws InterruptedException {
        String name = String.valueOf(Path.of(command.get(0)).getFileName());
        Path output = null;
        try {
            output = Files.createTempFile("waybill-tool", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ImageException(name + " was still running after " + limit.toSeconds() + " s: "
                            + String.join(" ", command));
                }
                return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                end(process);
            }
        } catch (IOException e) {
            throw new ImageException("cannot run " + name + ": " + e.getMessage(), e);
        } finally {
            delete(output);
        }
    }

    /**
     * Runs a program that must succeed.
     *
     * @throws ImageException when it does not, with what it said
     */
    static String require(List<String> command, Map<String, String> environment, Path directory, Duration limit)
            throws InterruptedException {
        Ended ended = run(command, environment, directory, limit);
        if (ended.exitCode() != 0) {
            String said = ended.output().strip();
            throw new ImageException(Path.of(command.get(0)).getFileName() + " ended with exit code " + ended.exitCode()
                    + ": " + said.substring(Math.max(0, said.length() - MOST_OF_AN_OUTPUT)));
        }
        return ended.output();
    }

    /** Kills what is left of a program and of what it started; returns when they are gone, or after a bounded time. */
    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> left = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        var gone =
                CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            gone.get(MILLIS_TO_BE_GONE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Killed, and in the kernel's hands: what the caller is told about the program does not depend on it.
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file in the folder of temporary files; the system removes it.
        }
    }
}
