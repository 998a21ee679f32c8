package io.waybill.cli.node;

import io.waybill.environment.local.DetachedProcess;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.system.Places;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.system.reference.node.NodeJvm;
import io.waybill.system.reference.node.SharedClasses;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster of node processes that outlive this one. Everything of it is in one directory:
 *
 * <pre>
 * DIR/
 *   cluster.properties     where clients begin, where metrics are, how many nodes, planted flaws
 *   n1/
 *     node.properties      the node's configuration
 *     log.jsonl            what it says
 *     data/                what it keeps
 *   n2/ …
 * </pre>
 */
public final class LocalCluster {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(80);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final String SHEET = "cluster.properties";
    private static final String NODE_SHEET = "node.properties";
    private static final int TAIL_BYTES = 2_000;

    private final Path directory;
    private final NodeJvm jvm;

    private LocalCluster(Path directory, Map<String, String> environment) {
        this.directory = directory.toAbsolutePath().normalize();
        this.jvm = new NodeJvm(environment);
    }

    /** Returns the cluster of a directory, running or not. */
    public static LocalCluster in(Path directory, Map<String, String> environment) {
        return new LocalCluster(directory, environment);
    }

    /**
     * What is known of it.
     *
     * @param bootstrap where clients begin, empty where it was never started
     * @param metrics where each node's metrics are read, with commas between them
     * @param mutants the ids of planted flaws, with commas between them
     * @param nodes how many it has
     * @param running its processes that are alive, by their names
     */
    public record Status(String bootstrap, String metrics, String mutants, int nodes, List<DetachedProcess> running) {

        /** Returns the numbers of the nodes that do not run. */
        public List<Integer> down() {
            List<String> up = running.stream().map(DetachedProcess::name).toList();
            return IntStream.rangeClosed(1, nodes)
                    .filter(node -> !up.contains(LocalLayout.nameOf(node)))
                    .boxed()
                    .toList();
        }
    }

    /** Returns what is known of it. */
    public Status status() {
        var sheet = new Properties();
        Path file = directory.resolve(SHEET);
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                sheet.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return new Status(
                sheet.getProperty("bootstrap", ""),
                sheet.getProperty("metrics", ""),
                sheet.getProperty("mutants", ""),
                Integer.parseInt(sheet.getProperty("nodes", "0")),
                DetachedProcess.in(directory));
    }

    /**
     * Starts it and waits until every node is ready. Where that fails, nothing of it is left running.
     *
     * @throws IllegalArgumentException where it cannot be started as planned; nothing was started
     * @throws NodeFailedException where a node did not become ready; the message ends with what it said last
     */
    public void start(ClusterPlan plan) throws InterruptedException {
        List<DetachedProcess> running = DetachedProcess.in(directory);
        if (!running.isEmpty()) {
            String missing = status().down().isEmpty() ? "" : " (without other options, start starts what is missing)";
            throw new IllegalArgumentException("the cluster in " + directory + " is running: stop it first, or choose"
                    + " another directory with --dir" + missing);
        }
        List<SortedMap<String, String>> configs = plan.configs();
        try {
            Files.createDirectories(directory);
            SharedClasses.prepare(jvm, Places.ofThisUser().scratch());
            NodeFile.write(directory.resolve(SHEET), sheet(plan, configs));
            launch(plan, configs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }

    private void launch(ClusterPlan plan, List<SortedMap<String, String>> configs)
            throws IOException, InterruptedException {
        boolean isReady = false;
        try {
            long deadlineNanos = System.nanoTime() + READY_PATIENCE.toNanos();
            List<Started> started = new ArrayList<>();
            for (int node = 1; node <= plan.nodes(); node++) {
                started.add(launch(LocalLayout.nameOf(node), configs.get(node - 1), plan.mutants()));
            }
            awaitReady(started, deadlineNanos);
            isReady = true;
        } finally {
            if (!isReady) {
                DetachedProcess.in(directory).forEach(DetachedProcess::kill);
            }
        }
    }

    /**
     * Starts nodes of a cluster that was started before, as they were, and waits until they are ready. Where that
     * fails, they are ended again; the others stay as they are.
     *
     * @param nodes their numbers; none of them runs
     * @throws NodeFailedException where one did not become ready; the message ends with what it said last
     */
    public void start(List<Integer> nodes) throws InterruptedException {
        String flaws = status().mutants();
        List<String> mutants = flaws.isEmpty() ? List.of() : List.of(flaws.split(",", -1));
        List<Started> started = new ArrayList<>();
        boolean isReady = false;
        try {
            long deadlineNanos = System.nanoTime() + READY_PATIENCE.toNanos();
            for (int node : nodes) {
                started.add(launch(LocalLayout.nameOf(node), mutants));
            }
            awaitReady(started, deadlineNanos);
            isReady = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory + ": " + e.getMessage(), e);
        } finally {
            if (!isReady) {
                started.forEach(each -> each.process().kill());
            }
        }
    }

    private Started launch(String name, SortedMap<String, String> config, List<String> mutants) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        NodeFile.write(home.resolve(NODE_SHEET), config);
        return launch(name, mutants);
    }

    private Started launch(String name, List<String> mutants) throws IOException {
        Path home = directory.resolve(name);
        Path file = home.resolve(NODE_SHEET);
        Path log = home.resolve("log.jsonl");
        long logBytes = Files.exists(log) ? Files.size(log) : 0;
        var process = DetachedProcess.start(
                new ProcessSpec(name, jvm.java(), jvm.arguments(file, mutants), Map.of(), directory, log));
        return new Started(process, log, logBytes);
    }

    /** Waits for all of them at once: one that ends keeps the others from becoming ready. */
    private static void awaitReady(List<Started> started, long deadlineNanos) throws InterruptedException {
        List<Started> waiting = new ArrayList<>(started);
        while (!waiting.isEmpty()) {
            waiting.removeIf(Started::isReady);
            if (!waiting.isEmpty() && System.nanoTime() - deadlineNanos >= 0) {
                throw waiting.get(0).failed("was not ready in time");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while waiting for nodes");
            }
            LockSupport.parkNanos(waiting.isEmpty() ? 0 : LOOK.toNanos());
        }
    }

    /** A node that was started, and where in its log this start begins. */
    private record Started(DetachedProcess process, Path log, long logBytes) {

        /** Returns whether it is ready; throws where it never will be. */
        boolean isReady() {
            // Asked before the log is read: what it wrote before it ended must not be missed.
            boolean alive = process.isAlive();
            if (said().contains(NodeJvm.READY)) {
                return true;
            }
            if (!alive) {
                throw failed("ended before it was ready");
            }
            return false;
        }

        NodeFailedException failed(String how) {
            String said = said();
            return new NodeFailedException(process.name() + " " + how + "; its log " + log + " ends with\n"
                    + said.substring(Math.max(0, said.length() - TAIL_BYTES)).strip());
        }

        private String said() {
            try (var file = new RandomAccessFile(log.toFile(), "r")) {
                file.seek(logBytes);
                byte[] bytes = new byte[(int) (file.length() - logBytes)];
                file.readFully(bytes);
                return new String(bytes, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + log, e);
            }
        }
    }

    /** Ends a node without warning, or all where none is named. Returns how many were running. */
    public int kill(List<Integer> nodes) {
        List<DetachedProcess> running = running(nodes);
        running.forEach(DetachedProcess::kill);
        return running.size();
    }

    private List<DetachedProcess> running(List<Integer> nodes) {
        List<String> names = nodes.stream().map(LocalLayout::nameOf).toList();
        return DetachedProcess.in(directory).stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }

    /**
     * Stops what runs of it, in order; what does not end in time is killed.
     *
     * @return how many processes were running
     */
    public int stop() throws InterruptedException {
        return stop(List.of());
    }

    /**
     * Stops some nodes in order, or all where none is named; what does not end in time is killed.
     *
     * @return how many of them were running
     */
    public int stop(List<Integer> nodes) throws InterruptedException {
        List<DetachedProcess> running = running(nodes);
        running.forEach(DetachedProcess::askToStop);
        long deadlineNanos = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (DetachedProcess each : running) {
            if (!each.awaitEnd(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())))) {
                each.kill();
            }
        }
        return running.size();
    }

    /** Waits until one of its processes has ended. */
    public String awaitAnyEnd() throws InterruptedException {
        List<DetachedProcess> running = DetachedProcess.in(directory);
        while (true) {
            for (DetachedProcess each : running) {
                if (!each.isAlive()) {
                    return each.name();
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static SortedMap<String, String> sheet(ClusterPlan plan, List<SortedMap<String, String>> configs) {
        var sheet = new TreeMap<String, String>();
        sheet.put("bootstrap", plan.bootstrap());
        sheet.put(
                "metrics",
                configs.stream()
                        .map(config -> "http://" + config.get(ClusterPlan.METRICS) + "/metrics")
                        .collect(Collectors.joining(",")));
        sheet.put("nodes", String.valueOf(plan.nodes()));
        sheet.put("mutants", String.join(",", plan.mutants()));
        return sheet;
    }
}
