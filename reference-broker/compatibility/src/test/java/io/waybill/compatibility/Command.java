package io.waybill.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of this machine.
 *
 * @param words its name and its arguments
 * @param input what it reads
 * @param environment what it finds beside the environment of this process
 */
record Command(List<String> words, String input, Map<String, String> environment) {

    /** What takes longer is ended. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(new HashMap<>(environment));
    }

    static Command of(String... words) {
        return new Command(List.of(words), "", Map.of());
    }

    Command reading(String text) {
        return new Command(words, text, environment);
    }

    Command with(String name, String value) {
        return new Command(words, input, Map.of(name, value));
    }

    /**
     * What a command left.
     *
     * @param code its exit code, 0 where all went well
     * @param out what it printed
     * @param err what it complained of
     */
    record Result(int code, String out, String err) {}

    /** Returns whether this machine has it; it is asked for nothing but its version. */
    boolean isThere() throws IOException, InterruptedException {
        try {
            return run().code() == 0;
        } catch (IOException e) {
            // The system's way to say that there is no such command.
            return false;
        }
    }

    /** Runs it to its end. */
    Result run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("command");
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(words)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            boolean hasEnded = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            if (!hasEnded) {
                throw new AssertionError(words + " must end within " + LIMIT + ", did not: " + Files.readString(out));
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            for (Path file : List.of(in, out, err)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }
}
