package io.waybill.architecture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is longer than its limit today, and how long: it may become shorter, not longer, and nothing is added to it.
 *
 * <p>Its file has one line for each, {@code 82 path/File.java#method}; lines that begin with {@code #} are comments. A
 * number that could be smaller is a finding too, so that what was gained stays gained.
 */
final class Ratchet {
    static final String FILE = "config/tidy-ratchet.txt";

    private final Map<String, Integer> allowed = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    Ratchet(String text) {
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            var space = line.indexOf(' ');
            allowed.put(line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
        });
    }

    /** Judges something named {@code name} that begins at {@code line} of {@code file}. */
    Optional<Finding> judge(String file, int line, String name, int length, int limit, String unit) {
        var most = allowed.getOrDefault(name, limit);
        if (length > limit) {
            used.add(name);
        }
        if (length > most) {
            return Optional.of(
                    new Finding(file, line, length + " " + unit + " where " + most + " are allowed", "split it"));
        }
        if (length > limit && length < most) {
            return Optional.of(new Finding(
                    file, line, "shorter than before: " + length + " " + unit, "write " + length + " in " + FILE));
        }
        return Optional.empty();
    }

    /** Returns a finding for each exception that nothing needs any more; ask after everything was judged. */
    List<Finding> unused() {
        return allowed.keySet().stream()
                .filter(name -> !used.contains(name))
                .sorted()
                .map(name -> new Finding(FILE, 1, name + " keeps its limit now", "remove its line"))
                .toList();
    }
}
