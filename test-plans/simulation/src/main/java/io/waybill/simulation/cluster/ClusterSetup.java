package io.waybill.simulation.cluster;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.checker.Claim;
import io.waybill.fault.Partition;
import io.waybill.plan.Clients;
import io.waybill.plan.Phases;
import io.waybill.simulator.settings.WorldSettings;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What decides a run of a cluster, whole: the same setup gives the same run, everywhere.
 *
 * @param seed decides everything that the setup leaves open
 * @param shape the cluster
 * @param clients who sends, who receives, how much
 * @param sharing whether the consumers share the partitions out among themselves, as one scope; else each reads all
 *     partitions, as a scope of its own
 * @param phases what happens when. {@code start} bounds how long the topics may take to be there, {@code drain} how
 *     long it may take until everything is read
 * @param storm what breaks meanwhile
 * @param world what the world is like before anything is broken in it
 * @param claims what the cluster promises its clients with these settings, at least one
 */
public record ClusterSetup(
        long seed,
        ClusterShape shape,
        Clients clients,
        boolean sharing,
        Phases phases,
        ClusterStorm storm,
        WorldSettings world,
        SortedSet<Claim> claims) {

    public ClusterSetup {
        claims = Collections.unmodifiableSortedSet(new TreeSet<>(claims));
    }

    /** Returns every partition of every topic, in the order of the topics. */
    public List<Partition> partitions() {
        return shape.topics().stream()
                .flatMap(topic ->
                        IntStream.range(0, topic.partitions()).mapToObj(number -> new Partition(topic.name(), number)))
                .toList();
    }

    /** Returns the same run with some flaws planted. */
    public ClusterSetup with(BrokerMutants mutants) {
        return with(shape.with(mutants));
    }

    /** Returns the same run of another cluster. */
    ClusterSetup with(ClusterShape other) {
        return new ClusterSetup(seed, other, clients, sharing, phases, storm, world, claims);
    }

    /** Returns the same run with other faults. */
    public ClusterSetup with(ClusterStorm other) {
        return new ClusterSetup(seed, shape, clients, sharing, phases, other, world, claims);
    }

    /** Returns the same run with other nodes and so many clients. */
    public ClusterSetup with(ClusterNodes nodes, int producers, int consumers) {
        Clients.Producers sends = clients.producers();
        Clients.Consumers reads = clients.consumers();
        var others = new Clients(
                new Clients.Producers(
                        producers,
                        sends.acks(),
                        sends.idempotent(),
                        sends.maxInFlight(),
                        sends.deliveryTimeout(),
                        sends.config(),
                        sends.resend()),
                new Clients.Consumers(consumers, reads.scope(), reads.isolation(), reads.config()),
                clients.load());
        return new ClusterSetup(seed, shape.with(nodes), others, sharing, phases, storm, world, claims);
    }
}
