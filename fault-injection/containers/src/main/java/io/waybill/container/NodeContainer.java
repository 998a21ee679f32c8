package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.waybill.environment.node.NodeLog;
import io.waybill.environment.node.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A node that is a container. It shares the address of the Toxiproxy beside it, so that it has one whether it runs or
 * not: who connects to a dead node is refused at once, as by a machine whose process has died, and it starts and ends
 * several times faster than with an address of its own. What it stores is in a volume of its own.
 */
public final class NodeContainer implements NodeRuntime {

    /** How the engine counts a core. */
    private static final long PERIOD_MICROS = 100_000;

    private static final long UNLIMITED = -1;

    private static final long LEAST_MEMORY_BYTES = 6L << 20;

    private final Containers home;
    private final NodeSpec spec;
    private final ProxyContainer beside;
    private final NodeLog log;
    private @Nullable String id;
    private volatile @Nullable Output output;
    private volatile boolean paused;

    NodeContainer(Containers home, NodeSpec spec, ProxyContainer beside) {
        this.home = home;
        this.spec = spec;
        this.beside = beside;
        this.log = new NodeLog(spec.name(), spec.log());
    }

    /** Testcontainers' container, with our name, labels, network, volume and files. */
    private final class Node extends GenericContainer<Node> {

        Node() {
            super(DockerImageName.parse(spec.image()));
            StartedContainer.prepare(this, home.mark(), spec.name(), spec.arguments());
            withNetworkMode("container:" + beside.id());
            withEnv(spec.environment());
            spec.files().forEach((path, text) -> withCopyToContainer(Transferable.of(text), path));
            withCreateContainerCmdModifier(command -> {
                var host = command.getHostConfig();
                if (host != null) {
                    host.withBinds(binds());
                }
            });
        }

        private List<Bind> binds() {
            List<Bind> binds = new ArrayList<>();
            binds.add(new Bind(
                    spec.disk().map(Path::toString).orElseGet(NodeContainer.this::volume), new Volume(spec.data())));
            spec.folders()
                    .forEach((path, folder) -> binds.add(new Bind(folder.toString(), new Volume(path), AccessMode.ro)));
            return binds;
        }

        @Override
        protected void containerIsCreated(String created) {
            id = created;
            output = Output.of(home.client(), created, spec.log());
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Path log() {
        return spec.log();
    }

    @Override
    public boolean isAlive() {
        Output current = output;
        return current != null && !current.hasEnded();
    }

    @Override
    public void kill() {
        if (isAlive()) {
            act("kill", () -> {
                try {
                    client().killContainerCmd(id()).withSignal("KILL").exec();
                } catch (ConflictException | NotFoundException ended) {
                    // By itself, a moment ago.
                }
                awaitEnd();
            });
        }
    }

    /** Asks it to end (SIGTERM) and waits; where it does not in time, ends it without warning. */
    public void stop(Duration patience) {
        if (isAlive()) {
            resume();
            act("stop", () -> {
                client().stopContainerCmd(id())
                        .withTimeout((int) patience.toSeconds())
                        .exec();
                awaitEnd();
            });
        }
    }

    @Override
    public void restart() {
        if (!isAlive()) {
            act("start", () -> {
                log.started();
                if (id == null) {
                    create();
                } else {
                    output = Output.of(client(), id(), spec.log());
                    client().startContainerCmd(id()).exec();
                }
            });
        }
    }

    private void create() {
        if (spec.disk().isEmpty()) {
            client().createVolumeCmd()
                    .withName(volume())
                    .withLabels(home.mark().labels())
                    .exec();
        }
        // Ended by the cluster, with all that carries its mark.
        @SuppressWarnings("resource")
        Node container = new Node();
        container.start();
    }

    @Override
    public void pause() {
        if (isAlive() && !paused) {
            act("pause", () -> {
                Freeze.of(() -> client().pauseContainerCmd(id()).exec());
                paused = true;
            });
        }
    }

    @Override
    public void resume() {
        if (isAlive() && paused) {
            act("resume", () -> client().unpauseContainerCmd(id()).exec());
        }
        paused = false;
    }

    /**
     * Gives it a part of a core, so that what it computes takes longer.
     *
     * @param factor how many times as long as with a core of its own, from 1 to 100; 1 lifts the limit
     */
    @Override
    public void slow(int factor) {
        if (factor < 1 || factor > 100) {
            throw new IllegalArgumentException("factor must be from 1 to 100, was " + factor);
        }
        act(
                "slow-" + factor,
                () -> client().updateContainerCmd(id())
                        .withCpuPeriod(PERIOD_MICROS)
                        .withCpuQuota(factor == 1 ? UNLIMITED : PERIOD_MICROS / factor)
                        .exec());
    }

    /**
     * Lets it have so much memory, and no swap beside it. When it wants more the kernel ends it without warning
     * ({@link #ranOutOfMemory}), and it can be started again. The limit stays over restarts, until it is lifted.
     *
     * @param bytes at least 6 MiB, the engine's own least
     * @throws IllegalStateException where it has more in use already and the kernel takes nothing away, as with control
     *     groups of the first version
     */
    public void limitMemory(long bytes) {
        if (bytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException("memory must be >= " + LEAST_MEMORY_BYTES + " bytes, was " + bytes);
        }
        act("limit-memory-" + bytes, () -> {
            try {
                updateMemory(bytes);
            } catch (InternalServerErrorException e) {
                if (String.valueOf(e.getMessage()).contains("device or resource busy")) {
                    throw new IllegalStateException(
                            spec.name() + " has more than " + bytes
                                    + " bytes in use, and this kernel takes nothing away: limit it while it is down",
                            e);
                }
                throw e;
            }
        });
    }

    /** Lets it have all the memory of the machine, as without a limit. */
    public void liftMemoryLimit() {
        // An engine cannot take a limit away, only set another one.
        act(
                "lift-memory-limit",
                () -> updateMemory(
                        Objects.requireNonNull(client().infoCmd().exec().getMemTotal())));
    }

    private void updateMemory(long bytes) {
        client().updateContainerCmd(id())
                .withMemory(bytes)
                .withMemorySwap(bytes)
                .exec();
    }

    /** Returns whether it has ended because it wanted more memory than it may have. */
    public boolean ranOutOfMemory() {
        return !isAlive()
                && Boolean.TRUE.equals(
                        client().inspectContainerCmd(id()).exec().getState().getOOMKilled());
    }

    /**
     * Takes away all that it has stored in its volume; it is down, and starts again as an empty node.
     *
     * @throws IllegalStateException where it is not down, or what it stores is in a folder of this machine
     */
    public void wipe() {
        if (isAlive()) {
            throw new IllegalStateException(spec.name() + " runs, so that what it has stored cannot be taken away");
        }
        if (spec.disk().isPresent()) {
            throw new IllegalStateException(
                    spec.name() + " stores in " + spec.disk().get() + ", which is not a volume");
        }
        act("wipe", () -> {
            // A volume cannot go before what uses it.
            Remains remains = new Remains(client());
            String old = id;
            if (old != null) {
                remains.removeContainer(old);
            }
            id = null;
            remains.removeVolume(volume());
        });
    }

    @Override
    public void awaitLog(List<String> texts, long deadlineNanos) throws InterruptedException {
        log.await(texts, deadlineNanos, this::isAlive);
    }

    /** The engine may tell of the end a moment before the last of its output has arrived. */
    private void awaitEnd() {
        Output current = output;
        if (current != null) {
            current.awaitEnd();
        }
        paused = false;
    }

    private String volume() {
        return home.mark().nameOf(spec.name());
    }

    private String id() {
        String current = id;
        if (current == null) {
            throw new IllegalStateException(spec.name() + " was never started");
        }
        return current;
    }

    private void act(String action, ActionLog.Action taken) {
        try {
            home.actions().record(action, spec.name(), taken);
        } catch (DockerException | ContainerLaunchException e) {
            throw new UncheckedIOException(
                    "cannot " + action + " " + spec.name() + ": " + e.getMessage(), new IOException(e));
        }
    }

    private DockerClient client() {
        return home.client();
    }
}
