package io.waybill.system.reference.node;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;

/** A node's configuration as a properties file. */
public final class NodeFile {

    private NodeFile() {}

    /** Returns one as text. */
    public static String text(SortedMap<String, String> values) {
        var properties = new Properties();
        values.forEach(properties::setProperty);
        var text = new StringWriter();
        try {
            properties.store(text, null);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
    }

    /** Writes one, over what is there, and returns it. */
    public static Path write(Path file, SortedMap<String, String> values) {
        try {
            return Files.writeString(file, text(values), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
