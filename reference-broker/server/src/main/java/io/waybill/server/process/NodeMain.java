package io.waybill.server.process;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.server.files.FolderRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A process that is one node: {@code NodeMain FILE [--mutant ID,…]}. FILE is a properties file with Kafka's names. What
 * the node says goes to stdout, one JSON object a line; docs/broker.md has the rest.
 *
 * <pre>
 *   0    it was asked to end (SIGTERM) and did
 *   1    it crashed; the last line of its log says why
 *   2    its configuration is wrong
 *   4    it may not have its folder
 * </pre>
 */
public final class NodeMain {

    private static final int OK = 0;
    private static final int CRASHED = 1;
    private static final int USAGE = 2;
    private static final int REFUSED = 4;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(70);

    private NodeMain() {}

    /** Runs the node and ends the process with its exit code. */
    public static void main(String[] args) {
        try {
            System.exit(run(args));
        } catch (InvalidConfigException | IllegalArgumentException | IOException e) {
            System.err.println("waybill: " + e.getMessage());
            System.exit(USAGE);
        } catch (FolderRefusedException e) {
            System.err.println("waybill: " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static int run(String[] args) throws IOException {
        BrokerMutants mutants = mutants(args);
        NodeConfig config = NodeConfig.of(read(Path.of(args[0])));
        PrintStream out = System.out;
        var log = new NodeLog(config.node(), line -> {
            // One write, so that a line is whole in the file however the process ends.
            out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            log.uncaught(thread.getName(), e);
            Runtime.getRuntime().halt(CRASHED);
        });
        var node = NodeProcess.start(config, mutants, log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(node), "waybill-stop"));
        Optional<Throwable> cause = node.ended().join();
        return cause.isPresent() ? CRASHED : OK;
    }

    /** SIGTERM: the JVM's own exit code would be 143, although nothing went wrong. */
    private static void endInOrder(NodeProcess node) {
        if (node.ended().isDone()) {
            return;
        }
        try {
            node.stop(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean crashed = node.ended().join().isPresent();
        Runtime.getRuntime().halt(crashed ? CRASHED : OK);
    }

    private static BrokerMutants mutants(String[] args) {
        if (args.length == 1) {
            return BrokerMutants.NONE;
        }
        if (args.length != 3 || !args[1].equals("--mutant")) {
            throw new IllegalArgumentException("expected FILE [--mutant ID,…], was " + String.join(" ", args));
        }
        return BrokerMutants.ofIds(List.of(args[2].split(",", -1)))
                .orElseThrow(() -> new IllegalArgumentException("unknown mutant in " + args[2]));
    }

    private static SortedMap<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        var config = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        return config;
    }
}
