package io.waybill.environment.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is mounted.
 *
 * @param source from where: {@code /dev/loop0}
 * @param target where
 */
record Mount(String source, Path target) {

    private static final Path TABLE = Path.of("/proc/self/mounts");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** Returns what is mounted in a directory, what was mounted last first; nothing on a system that is not Linux. */
    static List<Mount> in(Path directory) throws IOException {
        Path home = Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath();
        try {
            return in(home, Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException notLinux) {
            return List.of();
        }
    }

    /** Returns those of a table's lines, each of them {@code source target type options 0 0}. */
    static List<Mount> in(Path directory, List<String> lines) {
        List<Mount> oldestFirst = lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 1)
                .map(words -> new Mount(unescaped(words[0]), Path.of(unescaped(words[1]))))
                .filter(mount -> mount.target().startsWith(directory))
                .toList();
        return oldestFirst.stream()
                .sorted((one, other) -> Integer.compare(oldestFirst.indexOf(other), oldestFirst.indexOf(one)))
                .toList();
    }

    /** The table has blanks, tabs, line ends and backslashes as octal numbers, and names in bytes. */
    private static String unescaped(String word) {
        String bytes = OCTAL.matcher(word)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Returns whether it is a file system in a file. */
    boolean isLoop() {
        return source.startsWith("/dev/loop");
    }
}
