package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.toxiproxy.ToxiproxyContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A running Toxiproxy, and an address of the cluster's network for as long as it runs. Made by
 * {@link Containers#startProxies}. Used by one thread at a time.
 */
public final class ProxyContainer {

    /** Where every Toxiproxy serves its API. */
    private static final int API_PORT = 8474;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final String SHOPIFY = "ghcr.io/shopify/toxiproxy";

    private final Containers home;
    private final ProxySpec spec;
    private final int apiPort;
    private volatile @Nullable String id;

    ProxyContainer(Containers home, ProxySpec spec, int apiPort) {
        this.home = home;
        this.spec = spec;
        this.apiPort = apiPort;
    }

    /** Testcontainers' own module, with our name, labels, address and ports, and its output on its way to a file. */
    private final class Toxiproxy extends ToxiproxyContainer {

        Toxiproxy() {
            super(DockerImageName.parse(spec.image()).asCompatibleSubstituteFor(SHOPIFY));
            StartedContainer.prepare(this, home.mark(), spec.name(), spec.arguments());
            // Its module would publish 32 ports, of its own choice and to everybody.
            Map<Integer, Integer> published = new TreeMap<>(spec.published());
            published.put(apiPort, API_PORT);
            setExposedPorts(List.copyOf(published.values()));
            withNetworkMode(home.network().name());
            withCreateContainerCmdModifier(command -> {
                StartedContainer.publish(command, published);
                command.withIpv4Address(address());
            });
        }

        @Override
        protected void containerIsCreated(String created) {
            id = created;
            Output.of(home.client(), created, spec.log());
        }
    }

    void start() {
        // Ended by the cluster, with all that carries its mark.
        @SuppressWarnings("resource")
        Toxiproxy container = new Toxiproxy();
        home.actions().record("start", spec.name(), () -> {
            container.start();
            awaitApi();
        });
    }

    /** Its port is open before it is: the engine's own proxy listens there. */
    private void awaitApi() {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new ContainerLaunchException(spec.name() + " does not serve its API; its log is " + spec.log());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ContainerLaunchException("called off while waiting for " + spec.name());
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private boolean answers() {
        try {
            var version = (HttpURLConnection) URI.create("http://127.0.0.1:" + apiPort + "/version")
                    .toURL()
                    .openConnection();
            version.setConnectTimeout((int) LOOK_PATIENCE.toMillis());
            version.setReadTimeout((int) LOOK_PATIENCE.toMillis());
            boolean good = version.getResponseCode() == HttpURLConnection.HTTP_OK;
            version.disconnect();
            return good;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns its address in the cluster's network, which is also that of a node beside it. */
    public String address() {
        return home.network().subnet().host(spec.host());
    }

    /** Returns the port of this machine's loopback interface at which its API is served. */
    public int apiPort() {
        return apiPort;
    }

    /** Takes it off the network, and whatever shares its address: the machine's cable is pulled. */
    public void disconnect() {
        home.actions().record("disconnect", spec.name(), () -> {
            try {
                client().disconnectFromNetworkCmd()
                        .withNetworkId(home.network().name())
                        .withContainerId(id())
                        .withForce(true)
                        .exec();
            } catch (NotFoundException alreadyOff) {
                // As asked.
            }
        });
    }

    /** Puts it back on the network, at its address. */
    public void connect() {
        home.actions()
                .record(
                        "connect",
                        spec.name(),
                        () -> client().connectToNetworkCmd()
                                .withNetworkId(home.network().name())
                                .withContainerId(id())
                                .withContainerNetwork(new ContainerNetwork()
                                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address())))
                                .exec());
    }

    String id() {
        String current = id;
        if (current == null) {
            throw new IllegalStateException(spec.name() + " was never started");
        }
        return current;
    }

    private DockerClient client() {
        return home.client();
    }
}
