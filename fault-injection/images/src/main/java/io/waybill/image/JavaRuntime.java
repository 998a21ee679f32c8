package io.waybill.image;

import io.waybill.image.content.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs Java where nothing else is: a runtime linked from the Java of this process, and the libraries of this
 * machine that it loads.
 *
 * @param folder what an image has from it, with the same paths
 * @param digest over all its files
 */
record JavaRuntime(Path folder, String digest) {

    /** Where it is in an image. */
    static final String HOME = "/opt/java";

    /** Changes when the same Java is made into another runtime. */
    private static final String FORMAT = "2";

    private static final String FILES = "files";
    private static final String DIGEST = "digest";
    private static final Duration LINKING = Duration.ofMinutes(5);
    private static final Duration LISTING = Duration.ofSeconds(30);

    /** {@code libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x…)}, or the loader: {@code /lib64/ld-….so.2 (0x…)}. */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");

    private static final Pattern MISSING = Pattern.compile("(?m)^\\s*(\\S+) => not found");

    /**
     * Parts of the C library that nothing of Java's names: the resolver, and what was its own library before glibc 2.34
     * and is named by libraries inside jars.
     */
    private static final List<String> COMPANIONS = List.of(
            "libdl.so.2", "libnss_dns.so.2", "libnss_files.so.2", "libpthread.so.0", "libresolv.so.2", "librt.so.1");

    /**
     * Returns the runtime with some modules, after linking it where the cache has none.
     *
     * @throws ImageException when this Java cannot be linked, or not for an image
     */
    static JavaRuntime of(ImageCache cache, List<String> modules) throws InterruptedException {
        Path java = Path.of(System.getProperty("java.home"));
        requireLinux();
        Path made = cache.get("runtime", key(java, modules), draft -> link(java, modules, draft));
        try {
            return new JavaRuntime(made.resolve(FILES), Files.readString(made.resolve(DIGEST)));
        } catch (IOException e) {
            throw new ImageException("cannot read " + made + ": " + e.getMessage() + "; remove that folder", e);
        }
    }

    /** Refuses what takes programs of this machine where they would not run in a container. */
    static void requireLinux() {
        notLinux().ifPresent(problem -> {
            throw new ImageException(problem);
        });
    }

    private static Optional<String> notLinux() {
        String system = System.getProperty("os.name", "");
        return system.equals("Linux")
                ? Optional.empty()
                : Optional.of("an image from scratch has programs of this machine, which is a " + system
                        + ", and it needs programs for Linux: name an image that has them with --base, such as"
                        + " eclipse-temurin:17-jre");
    }

    /** Returns why none can be linked, as far as can be seen without doing it; empty where nothing is seen. */
    static Optional<String> problem() {
        Path java = Path.of(System.getProperty("java.home"));
        return notLinux().or(() -> canLink(java) ? Optional.empty() : Optional.of(noLinker(java)));
    }

    private static Path linker(Path java) {
        return java.resolve("bin/jlink");
    }

    private static boolean canLink(Path java) {
        return Files.isExecutable(linker(java));
    }

    private static String noLinker(Path java) {
        return "the Java in " + java + " has no bin/jlink, which links the runtime of the base \"scratch\": install a"
                + " whole JDK (Debian: apt-get install openjdk-17-jdk-headless) and set JAVA_HOME, or name a base that"
                + " has a Java, such as --base eclipse-temurin:17-jre";
    }

    /** The content of a JDK would take a second to read; its sizes and times change whenever it does. */
    private static String key(Path java, List<String> modules) {
        Digest key =
                new Digest().text(FORMAT).text(java.toString()).texts(modules).texts(COMPANIONS);
        try {
            for (String file : List.of("release", "lib/modules", "lib/server/libjvm.so")) {
                Path path = java.resolve(file);
                key.text(
                        Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis());
            }
        } catch (IOException e) {
            throw new ImageException("cannot read the Java in " + java + ": " + e.getMessage(), e);
        }
        return key.hex().substring(0, 16);
    }

    private static void link(Path java, List<String> modules, Path draft) throws IOException, InterruptedException {
        if (!canLink(java)) {
            throw new ImageException(noLinker(java));
        }
        Path home = draft.resolve(FILES + HOME);
        Files.createDirectories(home.resolveSibling(""));
        Tool.require(
                List.of(
                        linker(java).toString(),
                        // It is over before the second compiler is of use: half the CPU.
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "--add-modules",
                        String.join(",", modules),
                        "--strip-java-debug-attributes",
                        "--no-man-pages",
                        "--no-header-files",
                        Runtime.version().feature() >= 21 ? "--compress=zip-6" : "--compress=2",
                        "--output",
                        home.toString()),
                Map.of(),
                draft,
                LINKING);
        leaveOutSymbols(home);
        for (String library : libraries(home)) {
            Path copy = draft.resolve(FILES + library);
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(Path.of(library), copy);
        }
        // A class archive remembers them.
        for (Path file : Digest.filesOf(draft)) {
            Files.setLastModifiedTime(file, FileTime.from(LayerPlan.TIME));
        }
        Files.writeString(
                draft.resolve(DIGEST),
                new Digest().content(draft.resolve(FILES)).hex());
    }

    /** A JDK has the symbols of its virtual machine in it, which are a sixth of that and nobody's in a container. */
    private static void leaveOutSymbols(Path home) throws IOException {
        for (Path file : Digest.filesOf(home)) {
            if (file.getFileName().toString().endsWith(".so")) {
                byte[] content = Files.readAllBytes(file);
                if (ElfFile.is(content)) {
                    Files.write(file, ElfFile.withoutSymbols(content));
                }
            }
        }
    }

    /** Returns the libraries of this machine that a Java loads, by the paths by which it finds them. */
    private static NavigableSet<String> libraries(Path home) throws IOException, InterruptedException {
        NavigableSet<String> libraries = new TreeSet<>();
        for (Path file : Digest.filesOf(home)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".so") || file.equals(home.resolve("bin/java"))) {
                libraries.addAll(named(file, home));
            }
        }
        libraries.removeIf(library -> Path.of(library).startsWith(home));
        for (String library : List.copyOf(libraries)) {
            if (library.endsWith("/libc.so.6")) {
                Path folder = Path.of(library).resolveSibling("");
                COMPANIONS.stream()
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .map(Path::toString)
                        .forEach(libraries::add);
            }
        }
        return libraries;
    }

    private static NavigableSet<String> named(Path file, Path home) throws InterruptedException {
        // Java's own library is loaded before those that name it, and ldd looks where it is told.
        String listing = Tool.require(
                List.of("ldd", file.toString()),
                Map.of(
                        "LC_ALL",
                        "C",
                        "LD_LIBRARY_PATH",
                        home.resolve("lib/server").toString()),
                file.resolveSibling(""),
                LISTING);
        Matcher missing = MISSING.matcher(listing);
        if (missing.find()) {
            throw new ImageException("this machine's Java needs " + missing.group(1) + " for " + file.getFileName()
                    + ", and ldd does not find it: install what has it, or name another base");
        }
        NavigableSet<String> libraries = new TreeSet<>();
        Matcher library = LIBRARY.matcher(listing);
        while (library.find()) {
            libraries.add(Path.of(library.group(1)).normalize().toString());
        }
        return libraries;
    }
}
