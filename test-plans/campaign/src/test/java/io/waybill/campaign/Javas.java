package io.waybill.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java runtimes of this machine that the simulated world must be the same in. */
final class Javas {

    /** The environment variable that names the home of another one. */
    static final String OTHER = "WAYBILL_OTHER_JAVA_HOME";

    private static final List<Path> WELL_KNOWN =
            List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"), Path.of("/Library/Java/JavaVirtualMachines"));

    private Javas() {}

    /** Returns this one, and the newest other one that is newer: the one that is named, or one in the usual places. */
    static List<Path> thisAndNewer() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> all = new ArrayList<>(List.of(own));
        String named = System.getenv(OTHER);
        if (named != null) {
            all.add(Path.of(named));
            return all;
        }
        Path newest = null;
        for (Path home : homes()) {
            if (version(home) > version(newest == null ? own : newest)) {
                newest = home;
            }
        }
        Optional.ofNullable(newest).ifPresent(all::add);
        return all;
    }

    /** Returns its program that runs classes. */
    static String program(Path home) {
        return home.resolve("bin/java").toString();
    }

    private static List<Path> homes() throws IOException {
        List<Path> homes = new ArrayList<>();
        for (Path folder : WELL_KNOWN) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.sorted()
                            .flatMap(entry -> Stream.of(entry, entry.resolve("Contents/Home")))
                            .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                            .forEach(homes::add);
                }
            }
        }
        return homes;
    }

    /** Returns the number that a runtime goes by, 17 or 25; 0 where it does not say. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION=\""))
                .map(line -> line.replaceAll("\\D+", " ").strip())
                .mapToInt(numbers -> Integer.parseInt(numbers.split(" ", -1)[0]))
                .findFirst()
                .orElse(0);
    }
}
