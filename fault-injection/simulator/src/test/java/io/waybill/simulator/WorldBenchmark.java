package io.waybill.simulator;

import io.waybill.simulator.settings.WorldSettings;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How many events of a trivial node a second of CPU carries. Run by hand. */
final class WorldBenchmark {
    private WorldBenchmark() {}

    public static void main(String[] arguments) {
        int nodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        long virtualSeconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 300;
        var threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 8; round++) {
            long before = threads.getCurrentThreadCpuTime();
            World world = Chatter.world(World.of(round, WorldSettings.standard()), nodes, 1_000_000);
            world.runUntil(virtualSeconds * 1_000_000_000L);
            double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %.2f CPU s: %.2f M events per CPU second, hash %016x%n",
                    world.events(),
                    seconds,
                    world.events() / seconds / 1e6,
                    world.hash());
        }
    }
}
