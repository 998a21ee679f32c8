package io.waybill.planfile;

import io.waybill.planfile.tree.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where plan files are found.
 *
 * @param directory from where relative paths lead
 * @param builtin returns the text of a file that ships with the product, by its name without {@code builtin:}
 */
public record Sources(Path directory, Function<String, Optional<String>> builtin) {

    private static final String BUILTIN = "builtin:";
    private static final int MOST_BYTES = 1 << 20;

    /** A file cannot be read; the message says which and why. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Returns the file that a name given by a user means.
     *
     * @throws UnreadableException where there is none, or it is no text
     */
    public Source open(String name) {
        return name.startsWith(BUILTIN) ? shipped(name) : file(name);
    }

    /** Returns the file that a name in another file means: a relative path leads from there. */
    Source open(String reference, Source from) {
        if (reference.startsWith(BUILTIN)) {
            return shipped(reference);
        }
        if (from.name().startsWith(BUILTIN)) {
            throw new UnreadableException("a builtin file extends builtin: files alone");
        }
        return file(
                path(from.name()).resolveSibling(path(reference)).normalize().toString());
    }

    private Source shipped(String name) {
        return builtin.apply(name.substring(BUILTIN.length()))
                .map(text -> Source.of(name, text))
                .orElseThrow(() -> new UnreadableException("there is no " + name));
    }

    private Source file(String name) {
        Path path = directory.resolve(path(name));
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnreadableException(name + " has over 1 MiB, which no plan needs");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Source.of(name, text);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("there is no file " + name);
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name + " is not text in UTF-8");
        } catch (IOException e) {
            throw new UnreadableException(name + " cannot be read: " + e.getMessage());
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnreadableException("\"" + name + "\" is no path: " + e.getReason());
        }
    }
}
