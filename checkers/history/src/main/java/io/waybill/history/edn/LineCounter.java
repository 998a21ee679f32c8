package io.waybill.history.edn;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the line of a byte by reading the file again: only what is malformed pays for line numbers. */
final class LineCounter {

    private final Path file;
    private long counted;
    private long line = 1;
    private long lineStart;

    /** A line and the byte in it, both counted from 1. */
    record Place(long line, long column) {}

    LineCounter(Path file) {
        this.file = file;
    }

    /** Returns where a byte stands; each call must ask for the same byte as the last one or a later one. */
    Place place(long offset) throws IOException {
        if (offset > counted) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                in.skipNBytes(counted);
                while (counted < offset) {
                    int c = in.read();
                    if (c < 0) {
                        break;
                    }
                    counted++;
                    if (c == '\n') {
                        line++;
                        lineStart = counted;
                    }
                }
            }
        }
        return new Place(line, offset - lineStart + 1);
    }
}
