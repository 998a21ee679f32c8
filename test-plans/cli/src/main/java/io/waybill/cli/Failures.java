package io.waybill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps what was thrown in a file: a stack trace is for whoever repairs it, not for whoever reads a terminal. */
final class Failures {

    private Failures() {}

    /** Writes to a temporary file and returns it, or nothing where that cannot be written. */
    static Optional<Path> keep(Throwable thrown) {
        try {
            return Optional.of(write(thrown, Files.createTempFile("waybill-failure-", ".txt")));
        } catch (IOException unwritable) {
            return Optional.empty();
        }
    }

    /** Writes to a file in a run's directory and returns it, or nothing where that cannot be written. */
    static Optional<Path> keep(Throwable thrown, Path directory) {
        try {
            return Optional.of(write(thrown, directory.resolve("failure.txt")));
        } catch (IOException unwritable) {
            return Optional.empty();
        }
    }

    private static Path write(Throwable thrown, Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
