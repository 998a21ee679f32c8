package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What carries marks in an engine. Used by one thread at a time. */
final class Remains {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BREATH = Duration.ofMillis(50);

    /** What engines answer where a network or a volume is in use: networks 403, volumes 409. */
    private static final Set<Integer> IN_USE = Set.of(403, 409);

    private final DockerClient client;

    Remains(DockerClient client) {
        this.client = client;
    }

    /** Removes what harnesses that are gone have left behind. Touches nothing of one that may be alive. */
    void sweep() {
        remove(Mark::isAbandoned, List.of(Mark.OWNER));
    }

    /** Removes all of a cluster. */
    void remove(Mark cluster) {
        remove(cluster::equals, List.of(Mark.CLUSTER + "=" + cluster.cluster()));
    }

    private void remove(Predicate<Mark> which, List<String> labels) {
        // What uses a network or a volume goes first.
        Together.forEach(
                client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                        .filter(container -> matches(container.getLabels(), which))
                        .map(Container::getId)
                        .toList(),
                this::removeContainer);
        Together.forEach(
                client.listNetworksCmd().withFilter("label", labels).exec().stream()
                        .filter(network -> matches(network.getLabels(), which))
                        .map(Network::getId)
                        .toList(),
                this::removeNetwork);
        var volumes = client.listVolumesCmd().withFilter("label", labels).exec().getVolumes();
        Together.forEach(
                volumes == null
                        ? List.of()
                        : volumes.stream()
                                .filter(volume -> matches(volume.getLabels(), which))
                                .map(volume -> volume.getName())
                                .toList(),
                this::removeVolume);
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
        removeOnceFree(() -> client.removeNetworkCmd(id).exec());
    }

    void removeVolume(String name) {
        removeOnceFree(() -> client.removeVolumeCmd(name).exec());
    }

    /** A container that somebody else is removing is there for a moment longer, and what it uses is not free yet. */
    private static void removeOnceFree(Runnable removal) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                removal.run();
                return;
            } catch (NotFoundException gone) {
                return; // Another harness was quicker.
            } catch (DockerException e) {
                if (!IN_USE.contains(e.getHttpStatus()) || System.nanoTime() - deadlineNanos >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }
}
