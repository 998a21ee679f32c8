package io.waybill.compatibility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sets clients of other languages up, from their registries into a folder of the build, where they stay for the next
 * time. Where that cannot be, the test is skipped and says why.
 */
final class Toolboxes {

    private static final String CONFLUENT = "confluent-kafka==2.16.1";
    private static final String KAFKAJS = "kafkajs@2.2.4";
    private static final String FRANZ = "franz-go";

    private final Path folder;

    Toolboxes(Path folder) {
        this.folder = folder;
    }

    /** Returns the Python that has confluent-kafka. */
    Path python() throws IOException, InterruptedException {
        assumeTrue(Command.of("python3", "--version").isThere(), "skipped: there is no python3 on the path");
        Path home = folder.resolve("python");
        Path python = home.resolve("bin").resolve("python");
        if (!Command.of(python.toString(), "-c", "import confluent_kafka").isThere()) {
            Files.createDirectories(home);
            setUp("a virtual environment", Command.of("python3", "-m", "venv", home.toString()));
            setUp(
                    CONFLUENT,
                    Command.of(
                            python.toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--only-binary",
                            ":all:",
                            CONFLUENT));
        }
        return python;
    }

    /** Returns the folder of modules that has kafkajs. */
    Path nodeModules() throws IOException, InterruptedException {
        assumeTrue(Command.of("node", "--version").isThere(), "skipped: there is no node on the path");
        Path home = folder.resolve("node");
        Path modules = home.resolve("node_modules");
        if (!Files.exists(modules.resolve("kafkajs").resolve("package.json"))) {
            assumeTrue(Command.of("npm", "--version").isThere(), "skipped: there is no npm on the path");
            Files.createDirectories(home);
            setUp(
                    KAFKAJS,
                    Command.of(
                            "npm",
                            "install",
                            "--prefix",
                            home.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--no-save",
                            "--ignore-scripts",
                            KAFKAJS));
        }
        return modules;
    }

    /**
     * Returns the program that has franz-go in it, built from its sources; where nothing has changed that takes Go's
     * cache a moment.
     *
     * @param sources where they are, with the versions that they need
     */
    Path franz(Path sources) throws IOException, InterruptedException {
        assumeTrue(Command.of("go", "version").isThere(), "skipped: there is no go on the path");
        Path program = folder.resolve("go").resolve("franz").toAbsolutePath();
        // With the Go that is there or not at all: another one would be a large download.
        setUp(
                FRANZ,
                Command.of("go", "-C", sources.toString(), "build", "-o", program.toString(), ".")
                        .with("GOTOOLCHAIN", "local"));
        return program;
    }

    private static void setUp(String what, Command how) throws IOException, InterruptedException {
        var result = how.run();
        assumeTrue(result.code() == 0, () -> "skipped: " + what + " cannot be set up: " + result.err());
    }
}
