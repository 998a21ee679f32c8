package io.waybill.campaign;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterDraw;
import io.waybill.simulation.cluster.ClusterNodes;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.cluster.ClusterSetup;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own for one measurement. Runs the same thing several times and writes what each time cost to a file:
 * events, virtual nanoseconds, CPU nanoseconds of the simulating thread and its collector, those of all threads and the
 * hash of what happened, a line each.
 */
public final class MeasuredSimulation {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int WORLD_NODES = 3;
    private static final long WORLD_SECONDS = 300;
    private static final long PACE_NANOS = 1_000_000;
    private static final int BROKERS = 3;
    private static final int PRODUCERS = 3;
    private static final int CONSUMERS = 2;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** What is measured. */
    enum Way {
        /** A world in which nodes do next to nothing. */
        WORLD,
        /** The quorum with its clients, checkers and invariants, over some seeds. */
        QUORUM,
        /** A cluster of three brokers with three producers and two consumers, and everything that a campaign has. */
        BROKER
    }

    private MeasuredSimulation() {}

    /**
     * Measures.
     *
     * @param arguments the way, how many times, the first seed, how many seeds, and where to write the result
     */
    public static void main(String[] arguments) throws IOException {
        Way way = Way.valueOf(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        long first = Long.parseLong(arguments[2]);
        long seeds = Long.parseLong(arguments[3]);
        List<String> lines = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            lines.add(
                    switch (way) {
                        case WORLD -> world(time);
                        case QUORUM -> seeds(first, seeds, seed -> QuorumRun.of(RunSpec.of(seed)));
                        case BROKER -> seeds(first, seeds, MeasuredSimulation::cluster);
                    });
        }
        Files.write(Path.of(arguments[4]), lines);
    }

    private static String world(long seed) {
        Cpu before = Cpu.now();
        World world = Chatter.world(World.of(seed, WorldSettings.standard()), WORLD_NODES, PACE_NANOS);
        world.runUntil(WORLD_SECONDS * SECOND);
        return line(world.events(), world.nanos(), before, world.hash());
    }

    /** The default storms of three brokers that are controllers too; one cluster in twenty would have five. */
    private static RunResult cluster(long seed) {
        ClusterSetup drawn = ClusterDraw.of(seed, Subject.DEFAULT_PROFILE, BrokerMutants.NONE);
        return ClusterRun.of(drawn.with(ClusterNodes.combined(BROKERS), PRODUCERS, CONSUMERS))
                .run();
    }

    private static String seeds(long first, long count, SeedRun run) {
        Cpu before = Cpu.now();
        long events = 0;
        long virtual = 0;
        long hash = 0;
        for (long seed = first; seed < first + count; seed++) {
            RunResult result = run.run(seed);
            events += result.events();
            virtual += result.virtualNanos();
            hash = (hash ^ result.hash()) * MIX;
        }
        return line(events, virtual, before, hash);
    }

    private static String line(long events, long virtual, Cpu before, long hash) {
        Cpu now = Cpu.now();
        return events + " " + virtual + " " + (now.simulating - before.simulating) + " " + (now.all - before.all) + " "
                + Long.toHexString(hash);
    }

    /**
     * CPU nanoseconds since the beginning.
     *
     * @param simulating of this thread, and how long the collector stopped it
     * @param all of all threads, the compiler's too
     */
    private record Cpu(long simulating, long all) {

        static Cpu now() {
            long collected = 0;
            for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                collected += collector.getCollectionTime() * MILLI;
            }
            return new Cpu(
                    ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + collected,
                    ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos());
        }
    }
}
