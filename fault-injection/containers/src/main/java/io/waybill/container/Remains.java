package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What carries marks in an engine. Used by one thread at a time. */
final class Remains {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final DockerClient client;

    Remains(DockerClient client) {
        this.client = client;
    }

    /** Removes what harnesses that are gone have left behind. Touches nothing of one that may be alive. */
    void sweep() {
        Together.undisturbed(() -> remove(Mark::isAbandoned, List.of(Mark.OWNER)));
    }

    /** Removes all of a cluster. */
    void remove(Mark cluster) {
        Together.undisturbed(() -> remove(cluster::equals, List.of(Mark.CLUSTER + "=" + cluster.cluster())));
    }

    /**
     * Tries until nothing is left: another one may be at it as well, such as Testcontainers as the process ends, and
     * what a container uses cannot go before it has.
     */
    private void remove(Predicate<Mark> which, List<String> labels) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            DockerException problem = null;
            try {
                if (!removeSome(which, labels)) {
                    return;
                }
            } catch (DockerException e) {
                problem = e;
            }
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new UncheckedIOException(
                        "containers, networks or volumes with labels " + labels + " cannot be removed; look for them"
                                + " with docker ps -a --filter label=" + Mark.OWNER,
                        new IOException(problem));
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    /** Returns whether there was anything to be removed. */
    private boolean removeSome(Predicate<Mark> which, List<String> labels) {
        List<String> containers = client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .filter(container -> matches(container.getLabels(), which))
                .map(Container::getId)
                .toList();
        List<String> networks = client.listNetworksCmd().withFilter("label", labels).exec().stream()
                .filter(network -> matches(network.getLabels(), which))
                .map(Network::getId)
                .toList();
        List<String> volumes = volumes(labels).stream()
                .filter(volume -> matches(volume.getLabels(), which))
                .map(InspectVolumeResponse::getName)
                .toList();
        Together.forEach(containers, this::removeContainer);
        Together.forEach(networks, this::removeNetwork);
        Together.forEach(volumes, this::removeVolume);
        return !containers.isEmpty() || !networks.isEmpty() || !volumes.isEmpty();
    }

    private List<InspectVolumeResponse> volumes(List<String> labels) {
        List<InspectVolumeResponse> volumes =
                client.listVolumesCmd().withFilter("label", labels).exec().getVolumes();
        return volumes == null ? List.of() : volumes;
    }

    private static boolean matches(Map<String, String> labels, Predicate<Mark> which) {
        return Mark.of(labels).filter(which).isPresent();
    }

    /** Kills it first where it runs, standing still or not. */
    void removeContainer(String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException goneOrGoing) {
            // Somebody else removes it: the engine itself, or another harness.
        }
    }

    private void removeNetwork(String id) {
        try {
            client.removeNetworkCmd(id).exec();
        } catch (NotFoundException gone) {
            // Another harness was quicker.
        }
    }

    void removeVolume(String name) {
        try {
            client.removeVolumeCmd(name).exec();
        } catch (NotFoundException gone) {
            // Another harness was quicker.
        }
    }
}
