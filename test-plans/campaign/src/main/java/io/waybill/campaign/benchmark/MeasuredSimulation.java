package io.waybill.campaign.benchmark;

import io.waybill.simulation.QuorumRun;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.RunSpec;
import io.waybill.simulator.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own for one measurement, so that nothing else has shaped the code that its JIT compiler makes. Does
 * the same work several times, on one thread, and writes to a file what each time came to.
 */
public final class MeasuredSimulation {

    private static final int NODES = 3;
    private static final long WORLD_NANOS = 300_000_000_000L;
    private static final int SEEDS = 300;
    private static final int WARM_UPS = 2;

    /** What is measured. */
    enum What {
        /** The world alone. */
        WORLD,
        /** A quorum in the usual swarm of faults. */
        QUORUM
    }

    /** What one round came to. */
    record Round(long cpuNanos, long virtualNanos, long events, long runs) {

        String line() {
            return cpuNanos + " " + virtualNanos + " " + events + " " + runs;
        }

        static Round of(String line) {
            String[] numbers = line.split(" ", 4);
            return new Round(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        }
    }

    private MeasuredSimulation() {}

    /**
     * Measures.
     *
     * @param arguments what, how many rounds, and where to write a line for each
     */
    public static void main(String[] arguments) throws IOException {
        What what = What.valueOf(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < WARM_UPS + rounds; round++) {
            long before = threads.getCurrentThreadCpuTime();
            Round done = what == What.WORLD ? world(round) : quorum();
            long cpu = threads.getCurrentThreadCpuTime() - before;
            if (round >= WARM_UPS) {
                lines.add(new Round(cpu, done.virtualNanos(), done.events(), done.runs()).line());
            }
        }
        Files.write(Path.of(arguments[2]), lines);
    }

    private static Round world(long seed) {
        World world = SmallTalk.world(seed, NODES);
        world.runUntil(WORLD_NANOS);
        return new Round(0, world.nanos(), world.events(), 1);
    }

    /** The same seeds in each round, so that rounds differ by noise alone. */
    private static Round quorum() {
        long virtual = 0;
        long events = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RunResult result = QuorumRun.of(RunSpec.of(seed));
            if (!result.verdict().isOk()) {
                throw new IllegalStateException("seed " + seed + " did not come out clean: " + result.verdict());
            }
            virtual += result.virtualNanos();
            events += result.events();
        }
        return new Round(0, virtual, events, SEEDS);
    }
}
