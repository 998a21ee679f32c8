package io.waybill.simulation;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.settings.Cluster;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.settings.RaftSettings;
import io.waybill.raft.settings.Timing;
import io.waybill.simulation.client.ClientSettings;
import io.waybill.simulator.settings.Latency;
import io.waybill.simulator.settings.LinkSettings;
import io.waybill.simulator.settings.WorldSettings;
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
 */
record QuorumDraw(
        int voters,
        int spares,
        int clients,
        long stormNanos,
        WorldSettings world,
        RaftSettings raft,
        ClientSettings client) {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final int PORT = 9_093;

    static QuorumDraw of(RunSpec spec) {
        Randomness random = Randomness.ofSeed(spec.seed()).fork("draw");
        int voters = random.chance(0.05) ? 5 : 3;
        boolean changes = random.chance(0.35);
        boolean transfers = random.chance(0.35);
        int spares = changes ? 1 + random.nextInt(2) : 0;
        int clients = 3;
        ClientSettings client = client(random.fork("clients"), changes, transfers);
        RaftSettings raft = RaftSettings.of(cluster(voters, spares))
                .with(limits(random.fork("limits")))
                .with(timing(random.fork("timing")))
                .with(spec.mutants());
        return new QuorumDraw(
                voters, spares, clients, storm(random.fork("storm")), world(random.fork("world")), raft, client);
    }

    /** Returns how many nodes may belong to the quorum; clients have the numbers after theirs. */
    int nodes() {
        return voters + spares;
    }

    /** Returns a number from {@code least} to {@code most} of which each order of magnitude is as likely. */
    private static double logUniform(Randomness random, double least, double most) {
        return least * StrictMath.pow(most / least, random.nextDouble());
    }

    private static int size(Randomness random, int least, int most) {
        return (int) logUniform(random, least, most + 0.999);
    }

    private static Cluster cluster(int voters, int spares) {
        SortedMap<Integer, Endpoint> addresses = new TreeMap<>();
        List<Integer> initial = new ArrayList<>();
        for (int node = 0; node < voters + spares; node++) {
            addresses.put(node, new Endpoint("n" + node, PORT));
            if (node < voters) {
                initial.add(node);
            }
        }
        return new Cluster(addresses, Membership.of(initial, List.of(), List.of()));
    }

    private static ClientSettings client(Randomness random, boolean changes, boolean transfers) {
        double operationsPerSecond = logUniform(random, 5, 100);
        int clients = 3;
        return new ClientSettings(
                1 + random.nextInt(3),
                (long) (SECOND * clients / operationsPerSecond),
                (long) (logUniform(random, 0.3, 4) * SECOND),
                40 + random.nextInt(120),
                size(random, 4, 64),
                changes || transfers ? (long) (logUniform(random, 0.4, 3) * SECOND) : 0,
                changes,
                transfers);
    }

    private static Limits limits(Randomness random) {
        return new Limits(
                size(random, 1, 64),
                size(random, 200, 16_384),
                size(random, 1, 8),
                size(random, 64, 8_192),
                size(random, 1_024, 65_536),
                size(random, 8, 400),
                size(random, 1, 64));
    }

    private static Timing timing(Randomness random) {
        if (random.chance(0.7)) {
            return Timing.DEFAULT;
        }
        long heartbeat = (long) (logUniform(random, 30, 200) * MILLI);
        long election = (long) (heartbeat * logUniform(random, 3, 8));
        return new Timing(
                heartbeat,
                election,
                election + (long) (election * logUniform(random, 0.2, 1.5)),
                5 * MILLI,
                (long) (logUniform(random, 20, 500) * MILLI));
    }

    private static WorldSettings world(Randomness random) {
        WorldSettings standard = WorldSettings.standard();
        double baseMillis = logUniform(random, 0.2, 4);
        long tail = random.chance(0.5) ? (long) (baseMillis * MILLI * logUniform(random, 0.1, 3)) : 0;
        LinkSettings links = new LinkSettings(
                new Latency((long) (baseMillis * MILLI), tail),
                standard.links().bytesPerSecond(),
                random.chance(0.2) ? 4_096 : standard.links().roomBytes(),
                (long) (logUniform(random, 0.5, 6) * SECOND));
        WorldSettings world = standard.with(links);
        return random.chance(0.3) ? world.withoutBuggify() : world;
    }

    private static long storm(Randomness random) {
        // Short runs find as much a second as long ones, and what they find is shorter to read.
        return random.chance(0.3) ? (3 + random.nextLong(9)) * SECOND : (12 + random.nextLong(8)) * SECOND;
    }
}
