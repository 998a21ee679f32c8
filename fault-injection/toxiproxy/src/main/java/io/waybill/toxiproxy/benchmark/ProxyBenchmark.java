package io.waybill.toxiproxy.benchmark;

import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.proxy.HostPort;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Throughput and added latency of our proxies against a direct connection, and against Toxiproxy's own server where it
 * is given. All are measured in turn, again and again, so that what else the machine does is shared by all.
 */
public final class ProxyBenchmark {

    private static final long BYTES = 400_000_000;
    private static final int PINGS = 10_000;
    private static final int MANY = 4;
    private static final double MEGA = 1e6;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Figures> figures = new LinkedHashMap<>();

    private ProxyBenchmark() {}

    /** What was measured of one way, each list with one figure a run. */
    private static final class Figures {

        private final List<Double> single = new ArrayList<>();
        private final List<Double> many = new ArrayList<>();
        private final List<Double> median = new ArrayList<>();
        private final List<Double> nearlyAll = new ArrayList<>();
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
        ProxyBenchmark benchmark = new ProxyBenchmark();
        try (Load load = new Load();
                ToxiproxyServer server = ToxiproxyServer.start(1)) {
            String upstream = "127.0.0.1:" + load.port();
            benchmark.ports.put("direct", load.port());
            ProxyView ours = server.ask((proxies, answer) ->
                    proxies.create(new ProxyRequest("bench", "127.0.0.1:0", upstream, true), answer));
            benchmark.ports.put("waybill", HostPort.parse(ours.listen()).port());
            if (toxiproxy.isPresent()) {
                try (OtherServer other = OtherServer.start(toxiproxy.get())) {
                    benchmark.ports.put("toxiproxy", other.proxy(upstream));
                    benchmark.measure(runs, say);
                }
            } else {
                benchmark.measure(runs, say);
                say.accept("Toxiproxy's own server was not measured: name its executable with --toxiproxy.");
            }
        }
    }

    private void measure(int runs, Consumer<String> say) throws IOException, InterruptedException {
        ports.keySet().forEach(way -> figures.put(way, new Figures()));
        // The first run of each is for the compiler, and is not counted.
        for (int run = 0; run <= runs; run++) {
            for (Map.Entry<String, Integer> way : ports.entrySet()) {
                Figures of = run == 0 ? new Figures() : figures.getOrDefault(way.getKey(), new Figures());
                of.single.add(throughput(way.getValue(), 1));
                of.many.add(throughput(way.getValue(), MANY));
                long[] pings = Load.pingNanos(way.getValue(), PINGS);
                of.median.add(pings[(int) (pings.length * MEDIAN)] / NANOS_A_MICRO);
                of.nearlyAll.add(pings[(int) (pings.length * NEARLY_ALL)] / NANOS_A_MICRO);
            }
        }
        say.accept("way         MB/s   MB/s, 4 connections   round trip µs p50      p99");
        figures.forEach((way, of) -> say.accept(String.format(
                Locale.ROOT,
                "%-10s %5.0f   %19.0f   %17.1f   %6.1f",
                way,
                median(of.single),
                median(of.many),
                median(of.median),
                median(of.nearlyAll))));
        say.accept(runs + " runs of each in turn, medians; 400 MB a run, 10,000 round trips of 100 B");
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
