package io.waybill.system.kafka;

import io.waybill.system.ClusterFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The broker's jars, fetched once per user with the user's own Maven and its settings, so that mirrors, proxies and
 * offline repositories work as they do for every build.
 *
 * <pre>
 * CACHE/kafka-4.4.0/libs/…jar    appears complete or not at all: fetched beside it and renamed
 * CACHE/kafka-4.4.0.lock         held while somebody fetches
 * </pre>
 *
 * @param home the directory that holds {@code libs}
 */
record KafkaInstallation(Path home) {

    private static final Duration FETCH_DEADLINE = Duration.ofMinutes(15);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final int LOG_LINES_SHOWN = 6;

    /**
     * Returns the installation under {@code cache}, and fetches it first where it is missing.
     *
     * @throws ClusterFailedException when it cannot be fetched; the message says what to do
     * @throws InterruptedException when called off
     */
    static KafkaInstallation ensure(Path cache, Consumer<String> progress) throws InterruptedException {
        return ensure(cache, "mvn", progress);
    }

    /** As above, with {@code maven} as the command that fetches. */
    static KafkaInstallation ensure(Path cache, String maven, Consumer<String> progress) throws InterruptedException {
        Path home = home(cache);
        KafkaInstallation installation = new KafkaInstallation(home);
        if (!Files.isDirectory(home)) {
            installation.whileLocked(progress, () -> {
                if (!Files.isDirectory(home)) {
                    progress.accept("fetching Apache Kafka " + KafkaSystem.VERSION + ", about 43 MB, once");
                    fetch(home, maven);
                }
            });
        }
        return installation;
    }

    /** Returns where it is, or would be. */
    static Path home(Path cache) {
        return cache.toAbsolutePath().resolve("kafka-" + KafkaSystem.VERSION);
    }

    /** A step of the installation. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Runs a step while no other process does one. */
    void whileLocked(Consumer<String> progress, Step step) throws InterruptedException {
        try {
            Files.createDirectories(home.resolveSibling("."));
            Path file = home.resolveSibling(home.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, progress)) {
                if (lock.isValid()) {
                    step.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + home + ": " + e.getMessage(), e);
        }
    }

    /** Returns the broker's class path, always in the same order: a shared class archive is bound to it. */
    String classPath() {
        try (Stream<Path> jars = Files.list(home.resolve("libs"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(java.io.File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + home.resolve("libs") + "; remove " + home + " to have it fetched again", e);
        }
    }

    private static FileLock lock(FileChannel channel, Consumer<String> progress)
            throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (!told) {
                progress.accept("waiting for another run that prepares Apache Kafka");
                told = true;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while another run prepares Apache Kafka");
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherThread) {
            return null;
        }
    }

    private static void fetch(Path home, String command) throws IOException, InterruptedException {
        Path fetching = home.resolveSibling(home.getFileName() + ".fetching");
        // Held under the lock: what is there was left by a fetch that was killed. Maven goes on where it ended.
        Files.createDirectories(fetching.resolve("libs"));
        Files.writeString(fetching.resolve("pom.xml"), POM);
        Path log = fetching.resolve("fetch.log");
        Process maven = startMaven(command, fetching, log);
        try {
            if (!maven.waitFor(FETCH_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ClusterFailedException(
                        "Apache Kafka was not fetched within " + FETCH_DEADLINE.toMinutes() + " minutes; see " + log,
                        null);
            }
        } finally {
            maven.destroy();
        }
        if (maven.exitValue() != 0) {
            throw new ClusterFailedException(whyFetchFailed(log), null);
        }
        Files.move(fetching, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Process startMaven(String command, Path directory, Path log) {
        try {
            // Strict checksums: what is run must be what was published.
            Process maven = new ProcessBuilder(
                            command,
                            "--batch-mode",
                            "--strict-checksums",
                            "dependency:copy-dependencies",
                            "-DoutputDirectory=" + directory.resolve("libs"))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            maven.getOutputStream().close();
            return maven;
        } catch (IOException e) {
            throw new ClusterFailedException(
                    "cannot run " + command
                            + " to fetch Apache Kafka: install Maven 3.8.7 or newer and put it on the path",
                    e);
        }
    }

    private static String whyFetchFailed(Path log) throws IOException {
        List<String> errors;
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            errors = lines.filter(line -> line.contains("ERROR"))
                    .limit(LOG_LINES_SHOWN)
                    .toList();
        }
        return "cannot fetch org.apache.kafka:kafka_2.13:" + KafkaSystem.VERSION
                + " with mvn: check the network and Maven's settings.xml, then run again; " + log + " says\n"
                + String.join("\n", errors);
    }

    /**
     * kafka-tools-api is left out because not every repository has it in this version, and the broker runs without it;
     * slf4j-simple writes the log to the standard output, which is the node's log file.
     */
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>io.waybill.fetched</groupId>
              <artifactId>kafka</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
                <dependency>
                  <groupId>org.apache.kafka</groupId>
                  <artifactId>kafka_2.13</artifactId>
                  <version>KAFKA</version>
                  <exclusions>
                    <exclusion>
                      <groupId>org.apache.kafka</groupId>
                      <artifactId>kafka-tools-api</artifactId>
                    </exclusion>
                  </exclusions>
                </dependency>
                <dependency>
                  <groupId>org.slf4j</groupId>
                  <artifactId>slf4j-simple</artifactId>
                  <version>1.7.36</version>
                </dependency>
              </dependencies>
              <build>
                <pluginManagement>
                  <plugins>
                    <plugin>
                      <artifactId>maven-dependency-plugin</artifactId>
                      <version>3.11.0</version>
                    </plugin>
                  </plugins>
                </pluginManagement>
              </build>
            </project>
            """.replace("KAFKA", KafkaSystem.VERSION);
}
