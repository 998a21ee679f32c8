package io.waybill.system.reference.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;

/** A node's configuration as a properties file. */
public final class NodeFile {

    private NodeFile() {}

    /** Writes one, over what is there, and returns it. */
    public static Path write(Path file, SortedMap<String, String> values) {
        var properties = new Properties();
        values.forEach(properties::setProperty);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
