package io.waybill.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * What was done to containers and when, a JSON object a line. May be used by many threads.
 *
 * <pre>{"action":"kill","container":"n1","began":"2026-03-01T10:00:00.123Z","effect":"2026-03-01T10:00:00.190Z"}</pre>
 */
final class ActionLog {

    private final Path file;

    ActionLog(Path file) {
        this.file = file;
    }

    /** Something that has taken effect when it returns. */
    interface Action {
        void take();
    }

    /** Takes an action. One that fails is recorded too, without an effect. */
    void record(String action, String container, Action taken) {
        Instant began = Instant.now();
        String effect = "";
        try {
            taken.take();
            effect = ",\"effect\":\"" + Instant.now() + "\"";
        } finally {
            write("{\"action\":\"" + action + "\",\"container\":\"" + container + "\",\"began\":\"" + began + "\""
                    + effect + "}\n");
        }
    }

    private synchronized void write(String line) {
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
