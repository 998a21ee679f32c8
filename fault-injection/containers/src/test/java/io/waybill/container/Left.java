package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;

/** What an engine has of a cluster. */
final class Left {

    private Left() {}

    /** Returns the names of the containers, networks and volumes that carry a cluster's mark. */
    static List<String> of(Engine engine, String cluster) {
        DockerClient client = engine.client();
        List<String> labels = List.of(Mark.CLUSTER + "=" + cluster);
        List<String> left = new ArrayList<>();
        client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .map(container -> container.getNames()[0])
                .forEach(left::add);
        client.listNetworksCmd().withFilter("label", labels).exec().stream()
                .map(network -> network.getName())
                .forEach(left::add);
        client.listVolumesCmd().withFilter("label", labels).exec().getVolumes().stream()
                .map(volume -> volume.getName())
                .forEach(left::add);
        return left;
    }
}
