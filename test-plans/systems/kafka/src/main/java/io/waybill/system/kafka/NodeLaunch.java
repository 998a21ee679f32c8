package io.waybill.system.kafka;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts nodes quickly. Two things that every start would do again are done once and kept beside the jars:
 *
 * <pre>
 * format.checkpoint     the first metadata snapshot, written by Kafka's own format command; the same for every node,
 *                       so that a node is formatted by copying it and writing its identity beside it
 * classes-JVM.jsa       an archive of the loaded classes, made by one node that starts and stops; it halves the
 *                       processor time of a start. Optional: without it nodes start all the same
 * </pre>
 *
 * <p>Used by one thread.
 */
final class NodeLaunch {

    /** What a node's log says when it serves clients. */
    static final List<String> READY = List.of("Kafka Server started", "Transition from STARTING to STARTED");

    private static final Duration FORMAT_DEADLINE = Duration.ofMinutes(1);
    private static final Duration TRAINING_DEADLINE = Duration.ofMinutes(1);
    private static final String METADATA_DIRECTORY = "__cluster_metadata-0";
    private static final String FIRST_CHECKPOINT = "00000000000000000000-0000000000.checkpoint";

    private final KafkaInstallation installation;
    private final LocalProcesses processes;
    private final Path logs;
    private final List<String> kind;
    private final boolean sharesClasses;
    private final String clusterId;

    /** Launches nodes that are small, quick to start, and tell of what befalls messages. */
    NodeLaunch(KafkaInstallation installation, LocalProcesses processes, Path logs) {
        this(installation, processes, logs, SMALL, true);
    }

    private NodeLaunch(
            KafkaInstallation installation,
            LocalProcesses processes,
            Path logs,
            List<String> kind,
            boolean sharesClasses) {
        this.installation = installation;
        this.processes = processes;
        this.logs = logs.toAbsolutePath();
        this.kind = kind;
        this.sharesClasses = sharesClasses;
        this.clusterId = NodeConfig.kafkaId(processes.directory().toString());
    }

    /** Launches nodes with the flags that Kafka's own start script gives them, and without an archive of classes. */
    static NodeLaunch asShipped(KafkaInstallation installation, LocalProcesses processes, Path logs) {
        return new NodeLaunch(installation, processes, logs, SHIPPED, false);
    }

    /** Makes what is kept beside the jars, where it is missing. */
    void prepare(Consumer<String> progress) throws InterruptedException {
        if (Files.exists(template()) && (!sharesClasses || Files.exists(archive()))) {
            return;
        }
        installation.whileLocked(progress, () -> {
            if (!Files.exists(template())) {
                makeTemplate();
            }
            if (sharesClasses && !Files.exists(archive())) {
                progress.accept("preparing a quick start of Apache Kafka, once");
                makeArchive();
            }
        });
    }

    /** Makes a node's data directory that of an empty node of the cluster. */
    void format(NodeConfig config) {
        try {
            Path metadata = Files.createDirectories(config.data().resolve(METADATA_DIRECTORY));
            Files.copy(template(), metadata.resolve(FIRST_CHECKPOINT));
            Files.writeString(config.data().resolve("meta.properties"), config.metaProperties(clusterId));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot format " + config.data(), e);
        }
    }

    /**
     * Starts a node whose data directory is formatted.
     *
     * @param environment more variables of its process
     */
    LocalProcess start(NodeConfig config, Map<String, String> environment) {
        List<String> flags = new ArrayList<>();
        if (sharesClasses && Files.exists(archive())) {
            flags.add("-XX:SharedArchiveFile=" + archive());
        }
        String hosts = config.layout().hosts(config.id());
        if (!hosts.isEmpty()) {
            flags.add("-Djdk.net.hosts.file=" + write(config, ".hosts", hosts));
        }
        return run(
                "n" + config.id(),
                environment,
                flags,
                "kafka.Kafka",
                List.of(writeSettings(config).toString()));
    }

    private Path template() {
        return installation.home().resolve("format.checkpoint");
    }

    private Path archive() {
        // An archive belongs to the very JVM that made it; another one would ignore it and warn.
        String jvm = Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "_");
        return installation.home().resolve("classes-" + jvm + ".jsa");
    }

    private void makeTemplate() throws IOException, InterruptedException {
        NodeConfig config = single("format");
        Path settings = writeSettings(config);
        LocalProcess format = run(
                "format",
                Map.of(),
                List.of(),
                "kafka.tools.StorageTool",
                List.of("format", "--cluster-id", clusterId, "--config", settings.toString()));
        if (format.awaitEnd(FORMAT_DEADLINE) != 0) {
            throw new ClusterFailedException(
                    "Kafka's format command failed; its log " + format.spec().log() + " ends with\n" + format.logTail(),
                    null);
        }
        publish(config.data().resolve(METADATA_DIRECTORY).resolve(FIRST_CHECKPOINT), template());
    }

    private void makeArchive() throws IOException, InterruptedException {
        Path made = processes.directory().resolve("classes.jsa");
        NodeConfig config = single("training");
        Path metadata = Files.createDirectories(config.data().resolve(METADATA_DIRECTORY));
        Files.copy(template(), metadata.resolve(FIRST_CHECKPOINT));
        Files.writeString(config.data().resolve("meta.properties"), config.metaProperties(clusterId));
        LocalProcess node = run(
                "training",
                Map.of(),
                List.of("-XX:ArchiveClassesAtExit=" + made),
                "kafka.Kafka",
                List.of(writeSettings(config).toString()));
        node.awaitLog(READY, System.nanoTime() + TRAINING_DEADLINE.toNanos());
        node.stop(TRAINING_DEADLINE);
        // A JVM that cannot make one is no reason not to test a broker.
        if (Files.exists(made)) {
            publish(made, archive());
        }
    }

    private NodeConfig single(String name) {
        return new NodeConfig(
                1,
                processes.directory().resolve(name),
                DirectLayout.reserve(processes, 1),
                new ClusterSpec(1, Map.of(), List.of()));
    }

    private static void publish(Path made, Path kept) throws IOException {
        // Copied under another name first: another file system cannot be renamed into, and half a file must not be
        // seen.
        Path copying = kept.resolveSibling(kept.getFileName() + ".copying");
        Files.copy(made, copying, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copying, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path writeSettings(NodeConfig config) {
        return write(config, ".properties", config.text());
    }

    /** Writes a file that is named as the node's folder, and not on a disk of the node's own. */
    private Path write(NodeConfig config, String extension, String text) {
        Path file = processes.directory().resolve(config.data().getFileName() + extension);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private LocalProcess run(
            String name, Map<String, String> environment, List<String> flags, String main, List<String> arguments) {
        Map<String, String> variables = new TreeMap<>(environment);
        // Not an argument: the mark must stay within what the system tells of a command line.
        variables.put("CLASSPATH", installation.classPath());
        List<String> command = new ArrayList<>(flags);
        command.addAll(kind);
        command.addAll(ALWAYS);
        // Native libraries unpack themselves there, and a killed JVM does not clean up.
        command.add("-Djava.io.tmpdir=" + processes.directory());
        command.add("-XX:ErrorFile=" + logs.resolve(name + "-crash-%p.log"));
        command.add(main);
        command.addAll(arguments);
        return processes.start(
                new ProcessSpec(name, java(), command, variables, processes.directory(), logs.resolve(name + ".log")));
    }

    /** Returns the program that runs this JVM: what is known to be there. */
    private static Path java() {
        return Path.of(ProcessHandle.current()
                .info()
                .command()
                .filter(command -> command.endsWith("java"))
                .orElse("java"));
    }

    /** Small and quick to start: the compiler for short lives, the collector without threads. */
    private static final List<String> SMALL = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            NodeLog.TELLING);

    /** What {@code kafka-server-start.sh} and {@code kafka-run-class.sh} say of memory and its collector. */
    private static final List<String> SHIPPED = List.of(
            "-Xmx1G",
            "-Xms1G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private static final List<String> ALWAYS = Stream.concat(
                    Stream.of("-Djava.awt.headless=true"),
                    Stream.of("showDateTime=true", "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS", "logFile=System.out")
                            .map(setting -> "-Dorg.slf4j.simpleLogger." + setting))
            .toList();
}
