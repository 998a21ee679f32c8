package io.waybill.system.reference;

import io.waybill.container.Containers;
import io.waybill.container.Engine;
import io.waybill.container.EngineUnavailableException;
import io.waybill.container.NodeContainer;
import io.waybill.container.NodeSpec;
import io.waybill.container.ProxyContainer;
import io.waybill.container.ProxySpec;
import io.waybill.environment.Endpoint;
import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.NodeDisk;
import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageException;
import io.waybill.image.ImageRecipe;
import io.waybill.image.Images;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.Stage;
import io.waybill.system.reference.image.BrokerImage;
import io.waybill.system.reference.image.ProxyImage;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that are containers, each at the address of a Toxiproxy of its own, through which it dials the others; another
 * one serves the clients.
 *
 * <pre>
 *   10.200.7.11  n1 ──127.0.0.1──► Toxiproxy links-n1 ──► 10.200.7.12:9092, 9093, 9094
 *   10.200.7.12  n2 ──127.0.0.1──► Toxiproxy links-n2 ──► 10.200.7.11:9092, 9093, 9094
 *   10.200.7.10                    Toxiproxy links-clients ──► 10.200.7.11:9092, 10.200.7.12:9092
 *   this machine    127.0.0.1:21001 ──► links-clients, the same port; 127.0.0.1:21007 ──► n1, past all proxies
 * </pre>
 */
final class ContainerHome implements NodeHome {

    /** The node's folder in what it stores on. */
    static final String DATA = "data";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int CLIENT_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final int QUORUM_PORT = 9094;

    /** The clients' Toxiproxy; nodes come after it. */
    private static final int FIRST_HOST = 10;

    /** Official clients are one group, reference clients two. */
    private static final int MOST_GROUPS = 2;

    private static final List<String> TO_ALL = List.of("-host=0.0.0.0");

    private final int count;
    private final Stage stage;
    private final String image;
    private final Containers containers;
    private final LocalLayout layout;
    private final List<Integer> nodePorts = new ArrayList<>();
    private final List<Integer> clientPorts = new ArrayList<>();
    private final List<ProxyContainer> proxies;
    private final SortedMap<Integer, NodeContainer> nodes = new TreeMap<>();
    private final Optional<HostDisks> disks;
    private final Optional<HostClocks> clocks;

    private ContainerHome(int count, Stage stage, Chosen images, Containers containers) throws InterruptedException {
        this.count = count;
        this.stage = stage;
        this.image = images.broker();
        this.containers = containers;
        List<LocalLayout.Ports> ports = new ArrayList<>();
        for (int node = 1; node <= count; node++) {
            ports.add(new LocalLayout.Ports(
                    containers.address(FIRST_HOST + node), CLIENT_PORT, QUORUM_PORT, CONTROLLER_PORT));
            nodePorts.add(containers.reservePort());
        }
        this.layout = new LocalLayout(ports);
        if (stage.wishes().links()) {
            for (int i = 0; i < MOST_GROUPS * count; i++) {
                clientPorts.add(containers.reservePort());
            }
        }
        this.proxies = containers.startProxies(proxySpecs(images.proxies()));
        this.disks = stage.wishes().disks() ? Optional.of(HostDisks.make(count, stage)) : Optional.empty();
        try {
            this.clocks = stage.wishes().clocks() ? Optional.of(HostClocks.make(count, stage)) : Optional.empty();
        } catch (RuntimeException e) {
            disks.ifPresent(HostDisks::close);
            throw e;
        }
    }

    /** The names of images that the engine has. */
    private record Chosen(String broker, String proxies) {}

    /**
     * Makes a network and starts the Toxiproxies; builds the images where the engine has not those of this build.
     *
     * @throws ClusterFailedException where there is no engine, or no image can be had
     */
    static ContainerHome open(int nodes, Stage stage, ProxyImage proxies) throws InterruptedException {
        try {
            Engine engine = Engine.connect();
            Chosen images = images(engine, stage, proxies);
            Containers containers =
                    Containers.open(engine, stage.scratch(), stage.logs().resolve("containers.jsonl"));
            try {
                return new ContainerHome(nodes, stage, images, containers);
            } catch (RuntimeException | InterruptedException e) {
                containers.close();
                throw e;
            }
        } catch (EngineUnavailableException | ImageException e) {
            throw new ClusterFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Chosen images(Engine engine, Stage stage, ProxyImage proxies) throws InterruptedException {
        Images images = Images.in(stage.cache());
        ImageEngine target = new ImageEngine(engine.client());
        stage.progress().accept("images of the containers, built on first use");
        String broker =
                images.ensure(BrokerImage.recipe(), Base.scratch(), target).name();
        return new Chosen(broker, proxies.ensure(images, target, stage.progress()));
    }

    /** Those of the nodes, the first node's first, and then that of the clients where they have any links. */
    private List<ProxySpec> proxySpecs(String server) {
        List<ProxySpec> specs = new ArrayList<>();
        for (int node = 1; node <= count; node++) {
            specs.add(proxySpec(server, LocalLayout.nameOf(node), node, Map.of(nodePorts.get(node - 1), CLIENT_PORT)));
        }
        if (!clientPorts.isEmpty()) {
            Map<Integer, Integer> published = new TreeMap<>();
            clientPorts.forEach(port -> published.put(port, port));
            specs.add(proxySpec(server, "clients", 0, published));
        }
        return specs;
    }

    private ProxySpec proxySpec(String server, String whose, int host, Map<Integer, Integer> published) {
        String name = "links-" + whose;
        return new ProxySpec(
                name,
                server,
                TO_ALL,
                FIRST_HOST + host,
                published,
                stage.logs().toAbsolutePath().resolve(name + ".log"));
    }

    @Override
    public LocalLayout layout() {
        return layout;
    }

    @Override
    public List<Endpoint> reached() {
        return nodePorts.stream().map(port -> new Endpoint(LOOPBACK, port)).toList();
    }

    @Override
    public ProxiedLinks openLinks() {
        List<Integer> apis = proxies.stream().map(ProxyContainer::apiPort).toList();
        return ContainerLinks.of(count, apis, clientPorts, stage.logs().resolve("toxiproxy.jsonl"));
    }

    @Override
    public String data(int node) {
        return ImageRecipe.DATA + "/" + DATA;
    }

    @Override
    public SortedMap<Integer, NodeContainer> launch(
            SortedMap<Integer, SortedMap<String, String>> configs, List<String> flaws) throws InterruptedException {
        List<NodeSpec> specs = new ArrayList<>();
        configs.forEach((node, config) -> {
            String name = LocalLayout.nameOf(node);
            List<String> arguments = new ArrayList<>(List.of(BrokerImage.CONFIGURATION));
            if (!flaws.isEmpty()) {
                arguments.addAll(List.of("--mutant", String.join(",", flaws)));
            }
            specs.add(new NodeSpec(
                    name,
                    image,
                    arguments,
                    Map.of(BrokerImage.CONFIGURATION, NodeFile.text(config)),
                    clocks.map(all -> HostClocks.ENVIRONMENT).orElseGet(Map::of),
                    clocks.map(all -> all.folders(node)).orElseGet(Map::of),
                    ImageRecipe.DATA,
                    disks.map(all -> all.folder(node)),
                    stage.logs().toAbsolutePath().resolve(name + ".jsonl")));
        });
        clocks().values().forEach(NodeClock::starting);
        int node = 1;
        for (NodeContainer container : containers.startNodes(specs, proxies)) {
            nodes.put(node++, container);
        }
        return nodes;
    }

    @Override
    public void wipe(int node) {
        NodeContainer container = nodes.get(node);
        if (container == null) {
            throw new IllegalArgumentException("node must be one of " + nodes.keySet() + ", was " + node);
        }
        if (disks.isPresent()) {
            disks.get().wipe(node);
        } else {
            container.wipe();
        }
    }

    @Override
    public SortedMap<Integer, NodeDisk> disks() {
        return disks.map(HostDisks::byNode).orElseGet(TreeMap::new);
    }

    @Override
    public SortedMap<Integer, NodeClock> clocks() {
        return clocks.map(HostClocks::byNode).orElseGet(TreeMap::new);
    }

    @Override
    public void close() {
        try {
            containers.close();
        } finally {
            try {
                clocks.ifPresent(HostClocks::close);
            } finally {
                disks.ifPresent(HostDisks::close);
            }
        }
    }
}
