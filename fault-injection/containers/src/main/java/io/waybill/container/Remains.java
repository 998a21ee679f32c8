package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What carries marks in an engine. Used by one thread at a time. */
final class Remains {

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
