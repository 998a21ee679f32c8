package io.waybill.system.reference;

import io.waybill.environment.Endpoint;
import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.NodeDisk;
import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.system.Stage;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.system.reference.node.NodeJvm;
import io.waybill.system.reference.node.SharedClasses;
import io.waybill.toxiproxy.link.LinkServer;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Nodes that are processes on loopback. */
final class ProcessHome implements NodeHome {

    /** From which proxies draw delays: what a plan's seed decides is when faults come and whom they hit. */
    private static final long SEED = 1;

    private final NodeJvm jvm;
    private final LocalProcesses processes;
    private final Path logs;
    private final LinkServer links;
    private final LocalLayout layout;
    private final SortedMap<Integer, NodeDisk> disks = new TreeMap<>();
    private final SortedMap<Integer, NodeClock> clocks = new TreeMap<>();

    private ProcessHome(NodeJvm jvm, LocalProcesses processes, Stage stage, LinkServer links, int nodes) {
        this.jvm = jvm;
        this.processes = processes;
        this.logs = stage.logs().toAbsolutePath();
        this.links = links;
        this.layout = reserve(processes, nodes);
        for (int node = 1; node <= nodes && stage.wishes().disks(); node++) {
            disks.put(node, processes.disk(LocalLayout.nameOf(node)));
        }
        for (int node = 1; node <= nodes && stage.wishes().clocks(); node++) {
            clocks.put(node, processes.clock(LocalLayout.nameOf(node)));
        }
    }

    /**
     * Makes it, without nodes yet.
     *
     * @param links runs the proxies of their links
     */
    static ProcessHome open(int nodes, Stage stage, LinkServer links) throws InterruptedException {
        NodeJvm jvm = new NodeJvm(System.getenv());
        SharedClasses.prepare(jvm, stage.scratch());
        LocalProcesses processes = LocalProcesses.open(stage.scratch(), false);
        try {
            return new ProcessHome(jvm, processes, stage, links, nodes);
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private static LocalLayout reserve(LocalProcesses processes, int count) {
        List<LocalLayout.Ports> ports = new ArrayList<>();
        for (int node = 1; node <= count; node++) {
            ports.add(new LocalLayout.Ports(processes.reservePort(), processes.reservePort(), processes.reservePort()));
        }
        return new LocalLayout(ports);
    }

    @Override
    public LocalLayout layout() {
        return layout;
    }

    @Override
    public List<Endpoint> reached() {
        return IntStream.rangeClosed(1, layout.ports().size())
                .mapToObj(layout::client)
                .toList();
    }

    @Override
    public ProxiedLinks openLinks() {
        return links.start(SEED);
    }

    @Override
    public String data(int node) {
        return folder(node).toString();
    }

    private Path folder(int node) {
        NodeDisk disk = disks.get(node);
        return disk == null ? processes.directory().resolve(LocalLayout.nameOf(node)) : disk.folder();
    }

    @Override
    public SortedMap<Integer, LocalProcess> launch(
            SortedMap<Integer, SortedMap<String, String>> configs, List<String> flaws) {
        SortedMap<Integer, LocalProcess> nodes = new TreeMap<>();
        configs.forEach((node, config) -> nodes.put(node, launch(node, config, flaws)));
        return nodes;
    }

    private LocalProcess launch(int node, SortedMap<String, String> config, List<String> flaws) {
        String name = LocalLayout.nameOf(node);
        Path file = NodeFile.write(processes.directory().resolve(name + ".properties"), config);
        return processes.start(new ProcessSpec(
                name,
                jvm.java(),
                jvm.arguments(file, flaws),
                LocalProcesses.livingBy(clocks.get(node)),
                processes.directory(),
                logs.resolve(name + ".jsonl")));
    }

    @Override
    public SortedMap<Integer, NodeDisk> disks() {
        return disks;
    }

    @Override
    public SortedMap<Integer, NodeClock> clocks() {
        return clocks;
    }

    @Override
    public void wipe(int node) {
        processes.remove(folder(node));
    }

    @Override
    public void close() {
        processes.close();
    }
}
