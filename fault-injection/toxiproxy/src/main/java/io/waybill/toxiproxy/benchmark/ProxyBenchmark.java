package io.waybill.toxiproxy.benchmark;

import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.proxy.HostPort;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Throughput and added latency of our proxies against a direct connection, and against Toxiproxy's own server where it
 * is given. All are measured in turn, again and again, so that what else the machine does is shared by all.
 */
public final class ProxyBenchmark {

    private static final long BYTES = 400_000_000;
    private static final int PINGS = 10_000;
    private static final int MANY = 4;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private final Load load;
    private final Map<String, Way> ways = new LinkedHashMap<>();

    private ProxyBenchmark(Load load) {
        this.load = load;
    }

    /** A way to the same server, and what was measured of it: in each list one figure a run. */
    private static final class Way {

        private final int port;
        private final LongSupplier cpuNanos;
        private final List<Double> single = new ArrayList<>();
        private final List<Double> many = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private final List<Double> median = new ArrayList<>();
        private final List<Double> nearlyAll = new ArrayList<>();

        Way(int port, LongSupplier cpuNanos) {
            this.port = port;
            this.cpuNanos = cpuNanos;
        }

        void forget() {
            List.of(single, many, cpu, median, nearlyAll).forEach(List::clear);
        }
    }

    /**
     * Measures.
     *
     * @param runs of each, of which the median is told
     * @param toxiproxy the executable of Toxiproxy's own server, or empty
     * @param say is told line by line
     * @throws IOException where a server cannot be started
     */
    public static void run(int runs, Optional<Path> toxiproxy, Consumer<String> say)
            throws IOException, InterruptedException {
        try (Load load = new Load();
                ToxiproxyServer server = ToxiproxyServer.start(1)) {
            ProxyBenchmark benchmark = new ProxyBenchmark(load);
            String upstream = "127.0.0.1:" + load.port();
            benchmark.ways.put("direct", new Way(load.port(), () -> 0));
            ProxyView ours = server.ask((proxies, answer) ->
                    proxies.create(new ProxyRequest("bench", "127.0.0.1:0", upstream, true), answer));
            benchmark.ways.put("waybill", new Way(HostPort.parse(ours.listen()).port(), cpuOf(server)));
            if (toxiproxy.isPresent()) {
                try (OtherServer other = OtherServer.start(toxiproxy.get())) {
                    benchmark.ways.put("toxiproxy", new Way(other.proxy(upstream), other::cpuNanos));
                    benchmark.measure(runs, say);
                }
            } else {
                benchmark.measure(runs, say);
                say.accept("Toxiproxy's own server was not measured: name its executable with --toxiproxy.");
            }
        }
    }

    /** The CPU of the one thread on which all connections live. */
    private static LongSupplier cpuOf(ToxiproxyServer server) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long thread = server.call(proxies -> Thread.currentThread().getId());
        return () -> threads.getThreadCpuTime(thread);
    }

    private void measure(int runs, Consumer<String> say) throws IOException, InterruptedException {
        measureAll();
        // The first run of each is for the compiler, and is not counted.
        ways.values().forEach(Way::forget);
        for (int run = 0; run < runs; run++) {
            measureAll();
        }
        say.accept("way         MB/s   MB/s, 4 connections   CPU ms a GB   round trip µs p50      p99");
        ways.forEach((name, way) -> say.accept(String.format(
                Locale.ROOT,
                "%-10s %5.0f   %19.0f   %11.0f   %17.1f   %6.1f",
                name,
                median(way.single),
                median(way.many),
                median(way.cpu),
                median(way.median),
                median(way.nearlyAll))));
        say.accept(runs + " runs of each in turn, medians; 400 MB a run, 10,000 round trips of 100 B");
    }

    private void measureAll() throws IOException, InterruptedException {
        List<Way> all = List.copyOf(ways.values());
        List<long[]> nanos = load.pingNanos(all.stream().map(way -> way.port).toList(), PINGS);
        for (int i = 0; i < all.size(); i++) {
            Way way = all.get(i);
            long[] pings = nanos.get(i);
            way.median.add(pings[(int) (pings.length * MEDIAN)] / NANOS_A_MICRO);
            way.nearlyAll.add(pings[(int) (pings.length * NEARLY_ALL)] / NANOS_A_MICRO);
        }
        for (Way way : ways.values()) {
            long before = way.cpuNanos.getAsLong();
            way.single.add(throughput(way.port, 1));
            way.cpu.add((way.cpuNanos.getAsLong() - before) / MEGA / (BYTES / GIGA));
        }
        for (Way way : ways.values()) {
            way.many.add(throughput(way.port, MANY));
        }
    }

    private static double throughput(int port, int connections) throws IOException, InterruptedException {
        return BYTES / MEGA / (Load.streamNanos(port, BYTES, connections) / NANOS_A_SECOND);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
