package io.waybill.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A SHA-256 over fields, each with its length, so that no two lists of fields give the same bytes. */
final class Digest {

    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Digest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return length(bytes.length).bytes(bytes, bytes.length);
    }

    Digest texts(List<String> texts) {
        length(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** Adds a file's content, or the names and contents of all files of a folder. */
    Digest content(Path path) {
        try {
            if (Files.isDirectory(path)) {
                for (Path file : filesOf(path)) {
                    text(path.relativize(file).toString().replace('\\', '/')).file(file);
                }
                return text("end");
            }
            return file(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Returns the files of a folder, in the order of their paths. */
    static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted((a, b) -> folder.relativize(a)
                            .toString()
                            .compareTo(folder.relativize(b).toString()))
                    .toList();
        }
    }

    private Digest file(Path file) throws IOException {
        length(Files.size(file));
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes(buffer, read);
            }
        }
        return this;
    }

    private Digest length(long length) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (length >>> shift));
        }
        return this;
    }

    private Digest bytes(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        return this;
    }

    /** Returns the digest in hexadecimal digits; nothing can be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
