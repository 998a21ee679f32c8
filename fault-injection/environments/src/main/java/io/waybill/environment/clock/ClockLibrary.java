package io.waybill.environment.clock;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The library that stands between a program and the clock of its system: libfaketime's, the one for programs with
 * threads.
 */
public final class ClockLibrary {

    /** Its file. */
    public static final String NAME = "libfaketimeMT.so.1";

    /** Where Debian (below the name of the processor), Fedora, Arch and a build by hand have it. */
    private static final List<String> PLACES =
            List.of("/usr/lib/*/faketime", "/usr/lib64/faketime", "/usr/lib/faketime", "/usr/local/lib/faketime");

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private ClockLibrary() {}

    /** Returns the library of this machine; empty where it has none. */
    public static Optional<Path> here() {
        return PLACES.stream().flatMap(place -> in(place).stream()).findFirst();
    }

    private static Optional<Path> in(String place) {
        int star = place.indexOf("/*");
        Path folder = Path.of(star < 0 ? place : place.substring(0, star));
        if (star < 0) {
            return Optional.of(folder.resolve(NAME)).filter(Files::isReadable);
        }
        try (DirectoryStream<Path> processors = Files.newDirectoryStream(folder, "*-linux-*")) {
            for (Path processor : processors) {
                Path file = processor
                        .resolve(place.substring(star + "/*/".length()))
                        .resolve(NAME);
                if (Files.isReadable(file)) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (IOException noSuchFolder) {
            return Optional.empty();
        }
    }

    /** Returns what this machine lacks for clocks of nodes' own, one sentence each; touches nothing. */
    public static List<String> missing() {
        return here().isPresent()
                ? List.of()
                : List.of("wrong clocks need " + NAME + " of libfaketime, which this machine has not: install it"
                        + " (Debian: apt-get install libfaketime), or use --env simulated");
    }

    /**
     * Removes what the library has in the system's shared memory for a process that has ended; a killed one leaves it
     * behind. Does nothing where there is nothing.
     */
    public static void forget(long pid) {
        try {
            Files.deleteIfExists(SHARED_MEMORY.resolve("faketime_shm_" + pid));
            Files.deleteIfExists(SHARED_MEMORY.resolve("sem.faketime_sem_" + pid));
        } catch (IOException notOurs) {
            // Another user's, of a process that had this number before.
        }
    }
}
