package io.waybill.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A folder with the real launcher, one source file, and tools that note that they were called. */
final class PretendedCheckout {
    private static final String NEW_ENOUGH = "Apache Maven 3.8.7 (x)\nJava version: 17.0.1, vendor: x";

    private final Path root;
    private final Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    PretendedCheckout(Path folder) {
        root = folder.resolve("a check out");
        tools = folder.resolve("tools");
        var launcher = write(root.resolve("waybill"), read(realLauncher()));
        makeExecutable(launcher);
        write(root.resolve("pom.xml"), "<project/>");
        write(source(), "class Main {}");
        withJava("openjdk version \"17.0.1\" 2021-10-19", "echo \"arguments: $*\"; exit 0");
        withMaven(NEW_ENOUGH, "");
    }

    private static Path realLauncher() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("waybill"))) {
                return folder.resolve("waybill");
            }
        }
        throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return root.resolve("waybill");
    }

    private Path source() {
        return root.resolve("test-plans/cli/src/main/java/Main.java");
    }

    /** Java answers {@code -version} with {@code version}; anything else runs {@code script}. */
    PretendedCheckout withJava(String version, String script) {
        return withTool(
                "java", "if [ \"$1\" = -version ]; then cat >&2 <<'END'\n" + version + "\nEND\nexit 0; fi\n" + script);
    }

    /**
     * Maven answers {@code --version} with {@code version}; a build notes itself, runs {@code script}, makes the jar.
     */
    PretendedCheckout withMaven(String version, String script) {
        var build = "echo build >>\"" + root + "/builds\"\n" + script
                + "\nmkdir -p test-plans/cli/target/quick/lib && : >test-plans/cli/target/quick/lib/waybill.jar\n";
        return withTool(
                "mvn", "if [ \"$1\" = --version ]; then cat <<'END'\n" + version + "\nEND\nexit 0; fi\n" + build);
    }

    /** A build that runs {@code script} first; Maven is new enough. */
    PretendedCheckout withBuild(String script) {
        return withMaven(NEW_ENOUGH, script);
    }

    private PretendedCheckout withTool(String name, String script) {
        makeExecutable(write(tools.resolve(name), "#!/bin/sh\n" + script + "\n"));
        return this;
    }

    PretendedCheckout withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The source changes a little after everything that happened so far. */
    void changeSource() {
        touch(source());
    }

    /** A source file disappears, a little after everything that happened so far. */
    void deleteSource() {
        try {
            Files.delete(source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        touch(source().resolveSibling(""));
    }

    private static void touch(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often Maven built. */
    int builds() {
        var notes = root.resolve("builds");
        return Files.exists(notes) ? (int) read(notes).lines().count() : 0;
    }

    /** Starts {@code launcher} in the folder {@code from}. */
    Process start(Path launcher, Path from, String... arguments) {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools + ":" + builder.environment().get("PATH"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the launcher from the root to its end. */
    Ended run(String... arguments) {
        return end(start(launcher(), root, arguments));
    }

    /** Waits for the end; what the launcher writes is little enough for a pipe to hold. */
    static Ended end(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the launcher did not end within 30 s");
            }
            return new Ended(process.exitValue(), text(process.getInputStream()), text(process.getErrorStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the launcher", e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeExecutable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a launch ended. */
    record Ended(int exitCode, String out, String err) {}
}
