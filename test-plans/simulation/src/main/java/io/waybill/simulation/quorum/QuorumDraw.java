package io.waybill.simulation.quorum;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Randomness;
import io.waybill.fault.Capabilities;
import io.waybill.fault.Swarm;
import io.waybill.fault.SwarmDraw;
import io.waybill.fault.Timeline;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.settings.Cluster;
import io.waybill.raft.settings.RaftSettings;
import io.waybill.simulation.Drawn;
import io.waybill.simulation.quorum.client.ClientSettings;
import io.waybill.simulator.settings.WorldSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a seed draws of a run before it begins. Sizes are small and limits tight, so that in a few virtual seconds
 * segments end, snapshots are taken and windows fill.
 *
 * @param voters how many members the quorum has at the beginning
 * @param spares how many more nodes may join it
 * @param clients how many clients there are
 * @param stormNanos how long faults may begin
 * @param faults what is to break meanwhile
 * @param guarded whether data may only be destroyed as far as a quorum can bear
 */
record QuorumDraw(
        int voters,
        int spares,
        int clients,
        long stormNanos,
        Timeline faults,
        boolean guarded,
        WorldSettings world,
        RaftSettings raft,
        ClientSettings client) {

    private static final long SECOND = 1_000_000_000L;
    private static final int PORT = 9_093;
    private static final int CLIENTS = 3;

    static QuorumDraw of(RunSpec spec) {
        Randomness random = Randomness.ofSeed(spec.seed()).fork("draw");
        SwarmDraw swarm = Swarm.named(spec.profile()).orElseThrow().draw(spec.seed(), Capabilities.all());
        int voters = swarm.nodes();
        boolean changes = random.chance(0.4);
        boolean transfers = random.chance(0.4);
        int spares = changes ? 1 + random.nextInt(2) : 0;
        ClientSettings client = client(random.fork("clients"), swarm.operationsPerSecond(), changes, transfers);
        RaftSettings raft = RaftSettings.of(cluster(voters, spares))
                .with(Drawn.limits(random.fork("limits")))
                .with(Drawn.timing(random.fork("timing")))
                .with(spec.mutants());
        long storm = storm(random.fork("storm"));
        return new QuorumDraw(
                voters,
                spares,
                CLIENTS,
                storm,
                swarm.faults().timeline(spec.seed(), Duration.ofNanos(storm)),
                swarm.guarded(),
                Drawn.world(random.fork("world"), swarm.weather()),
                raft,
                client);
    }

    /** Returns the nodes that may belong to the quorum, from 1 on; those that do at the beginning come first. */
    List<Integer> nodes() {
        return range(1, voters + spares);
    }

    /** Returns the nodes of the clients: the numbers after those. */
    List<Integer> clientNodes() {
        return range(voters + spares + 1, clients);
    }

    private static List<Integer> range(int first, int count) {
        List<Integer> range = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            range.add(first + i);
        }
        return List.copyOf(range);
    }

    private static Cluster cluster(int voters, int spares) {
        SortedMap<Integer, Endpoint> addresses = new TreeMap<>();
        List<Integer> initial = new ArrayList<>();
        for (int node : range(1, voters + spares)) {
            addresses.put(node, new Endpoint("n" + node, PORT));
            if (node <= voters) {
                initial.add(node);
            }
        }
        return new Cluster(addresses, Membership.of(initial, List.of(), List.of()));
    }

    private static ClientSettings client(
            Randomness random, double operationsPerSecond, boolean changes, boolean transfers) {
        return new ClientSettings(
                1 + random.nextInt(3),
                (long) (SECOND * CLIENTS / operationsPerSecond),
                (long) (Drawn.logUniform(random, 0.3, 4) * SECOND),
                40 + random.nextInt(120),
                Drawn.size(random, 4, 64),
                changes || transfers ? 1 + random.nextInt(CLIENTS) : 0,
                (long) (Drawn.logUniform(random, 0.2, 3) * SECOND),
                changes,
                transfers);
    }

    private static long storm(Randomness random) {
        // Short runs find as much a second as long ones, and what they find is shorter to read.
        return random.chance(0.3) ? (3 + random.nextLong(9)) * SECOND : (12 + random.nextLong(8)) * SECOND;
    }
}
