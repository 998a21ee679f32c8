package io.waybill.history.edn;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Histories as Jepsen would have written them, for tests of other packages. */
public final class SampleHistories {

    private SampleHistories() {}

    /** Writes a history of about {@code maps} operation maps and returns its file. */
    public static Path jepsen(Path file, long seed, long maps) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            new SimulatedJepsen(seed, out).write(maps);
        }
        return file;
    }
}
