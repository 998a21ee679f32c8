package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster's own network, in which addresses are given, not taken: a node has the same after every start, and a name
 * that a dead node's peers cannot resolve is not asked for.
 *
 * @param name how containers join it
 * @param subnet its addresses
 */
record PrivateNetwork(String name, Subnets.Subnet subnet) {

    private static final int TRIES = 64;

    /** Makes one whose addresses nobody on this machine uses. */
    static PrivateNetwork create(DockerClient client, Mark mark) {
        String name = mark.nameOf("network");
        List<Subnets.Subnet> used = used(client);
        int first = (int) (mark.owner().pid() * 31);
        DockerException taken = null;
        for (int index = first; index < first + TRIES; index++) {
            Subnets.Subnet subnet = Subnets.at(index);
            if (Subnets.isFree(subnet, used)) {
                try {
                    create(client, mark, name, subnet);
                    return new PrivateNetwork(name, subnet);
                } catch (DockerException e) {
                    // Another harness may have taken it between our look and our request.
                    taken = e;
                }
            }
        }
        throw new UncheckedIOException(
                "no private network can be had, " + TRIES + " from " + Subnets.at(first) + " on were tried; remove"
                        + " networks that are no longer needed (docker network prune)",
                new IOException(taken));
    }

    private static void create(DockerClient client, Mark mark, String name, Subnets.Subnet subnet) {
        client.createNetworkCmd()
                .withName(name)
                .withDriver("bridge")
                .withLabels(mark.labels())
                .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet.toString())))
                .exec();
    }

    private static List<Subnets.Subnet> used(DockerClient client) {
        List<Subnets.Subnet> used = new ArrayList<>();
        for (Network network : client.listNetworksCmd().exec()) {
            if (network.getIpam() != null && network.getIpam().getConfig() != null) {
                network.getIpam().getConfig().stream()
                        .flatMap(config -> Subnets.parse(String.valueOf(config.getSubnet())).stream())
                        .forEach(used::add);
            }
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(each -> each.getAddress() instanceof Inet4Address)
                    .map(PrivateNetwork::text)
                    .flatMap(text -> Subnets.parse(text).stream())
                    .forEach(used::add);
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot look at this machine's networks: " + e.getMessage(), e);
        }
        return used;
    }

    private static String text(InterfaceAddress address) {
        return address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength();
    }
}
