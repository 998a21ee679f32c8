package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import io.waybill.environment.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The containers of one cluster, their network, volumes and ports. {@link #close}, the end of the JVM and Ctrl-C remove
 * all of them; what a killed harness leaves, {@link #open} removes first.
 *
 * <p>Used by one thread at a time; the lock is there for the JVM's shutdown, which comes on a thread of its own.
 */
public final class Containers implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Engine engine;
    private final Mark mark;
    private final PrivateNetwork network;
    private final Ports ports;
    private final ActionLog actions;
    private final Thread atShutdown = new Thread(this::endAll, "waybill-end-containers");
    private boolean closed;

    private Containers(Engine engine, Mark mark, PrivateNetwork network, Ports ports, ActionLog actions) {
        this.engine = engine;
        this.mark = mark;
        this.network = network;
        this.ports = ports;
        this.actions = actions;
    }

    /**
     * Sweeps what dead harnesses left, and makes a network.
     *
     * @param base a directory of this user's in which harnesses agree on ports, the same for all; made where missing
     * @param journal the file to which it is written what was done to which container and when
     */
    public static Containers open(Engine engine, Path base, Path journal) {
        engine.sweep();
        try {
            Mark mark = Mark.next();
            Ports ports = Ports.under(base);
            PrivateNetwork network = PrivateNetwork.create(engine.client(), mark);
            Containers containers = new Containers(engine, mark, network, ports, new ActionLog(journal));
            Runtime.getRuntime().addShutdownHook(containers.atShutdown);
            return containers;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reserve ports under " + base + ": " + e.getMessage(), e);
        }
    }

    /** Returns a loopback port that is free and stays this cluster's until its end. */
    public int reservePort() {
        return ports.reserve();
    }

    /** Returns the address of a host of the cluster's network. */
    public String address(int host) {
        return network.subnet().host(host);
    }

    /** Starts Toxiproxies, all at once, and returns when all serve their API. */
    public List<ProxyContainer> startProxies(List<ProxySpec> specs) throws InterruptedException {
        List<Callable<ProxyContainer>> starts = new ArrayList<>();
        for (ProxySpec spec : specs) {
            ProxyContainer proxy = new ProxyContainer(this, spec, reservePort());
            starts.add(() -> {
                proxy.start();
                return proxy;
            });
        }
        return Together.call(starts);
    }

    /** Starts nodes, each at the address of the Toxiproxy at the same place, all at once; does not wait for them. */
    public List<NodeContainer> startNodes(List<NodeSpec> specs, List<ProxyContainer> beside)
            throws InterruptedException {
        List<Callable<NodeContainer>> starts = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            NodeContainer node = new NodeContainer(this, specs.get(i), beside.get(i));
            starts.add(() -> {
                node.restart();
                return node;
            });
        }
        return Together.call(starts);
    }

    /** Removes the containers, those that stand still too, the network and the volumes. Harmless when done already. */
    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The JVM ends already; the hook finds nothing left to do.
        }
    }

    private void endAll() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                try {
                    new Remains(engine.client()).remove(mark);
                } finally {
                    ports.release();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    Mark mark() {
        return mark;
    }

    PrivateNetwork network() {
        return network;
    }

    ActionLog actions() {
        return actions;
    }

    DockerClient client() {
        return engine.client();
    }
}
