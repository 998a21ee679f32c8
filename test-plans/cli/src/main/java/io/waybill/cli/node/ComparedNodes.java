package io.waybill.cli.node;

import io.waybill.benchmark.broker.Contender;
import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.system.reference.node.NodeJvm;
import io.waybill.system.reference.node.SharedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Our own broker as {@code broker start} starts it, but as children of this process, to be measured. */
public final class ComparedNodes implements Contender {

    private static final int FIRST_PORT = 18_000;
    private static final int LAST_PORT = 19_900;

    private final Path scratch;
    private final Map<String, String> environment;

    /**
     * Makes the contender.
     *
     * @param scratch a directory of this user's for data that goes with its cluster
     * @param environment the environment variables, of which one has more flags for the nodes
     */
    public ComparedNodes(Path scratch, Map<String, String> environment) {
        this.scratch = scratch;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "Waybill";
    }

    /** Makes once what a start needs, the archive of classes, so that no start is measured with it. */
    public void prepare() throws InterruptedException {
        SharedClasses.prepare(new NodeJvm(environment), scratch);
    }

    @Override
    public Cluster start(int nodes) {
        LocalProcesses processes = LocalProcesses.open(scratch, false);
        try {
            ClusterPlan plan = plan(processes, nodes);
            List<SortedMap<String, String>> configs = plan.configs();
            List<LocalProcess> started = new ArrayList<>();
            for (int node = 1; node <= nodes; node++) {
                started.add(launch(processes, LocalLayout.nameOf(node), configs.get(node - 1)));
            }
            return new Children(processes, plan.bootstrap(), started);
        } catch (IOException e) {
            processes.close();
            throw new UncheckedIOException("cannot start a cluster in " + processes.directory(), e);
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /**
     * A cluster of children.
     *
     * @param owner ends them
     * @param bootstrap where clients begin
     * @param nodes one process each
     */
    public record Children(LocalProcesses owner, String bootstrap, List<LocalProcess> nodes) implements Cluster {

        @Override
        public List<Long> processes() {
            return nodes.stream().map(LocalProcess::pid).toList();
        }

        @Override
        public void close() {
            owner.close();
        }
    }

    private LocalProcess launch(LocalProcesses processes, String name, SortedMap<String, String> config)
            throws IOException {
        Path home = Files.createDirectories(processes.directory().resolve(name));
        Path file = NodeFile.write(home.resolve("node.properties"), config);
        var jvm = new NodeJvm(environment);
        return processes.start(new ProcessSpec(
                name,
                jvm.java(),
                jvm.arguments(file, List.of()),
                Map.of(),
                processes.directory(),
                home.resolve("log.jsonl")));
    }

    private static ClusterPlan plan(LocalProcesses processes, int nodes) {
        return new ClusterPlan(
                processes.directory(), nodes, freePorts(nodes), ClusterPlan.FREE, new TreeMap<>(), List.of());
    }

    /** Returns the first of some ports in a row that are free. */
    private static int freePorts(int count) {
        for (int first = FIRST_PORT; first + count <= LAST_PORT; first += count) {
            int free = 0;
            while (free < count && ClusterPlan.isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
        }
        throw new IllegalStateException(
                "no " + count + " ports in a row are free from " + FIRST_PORT + " to " + LAST_PORT);
    }
}
