package io.waybill.benchmark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.benchmark.broker.Load.Acks;
import io.waybill.benchmark.broker.Load.Compression;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.server.process.NodeConfig;
import io.waybill.server.process.NodeLog;
import io.waybill.server.process.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of a moment, on our own broker in this process. */
final class BrokerBenchmarkIT {

    private static final int COUNT = 300;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_session_measures_every_load() throws InterruptedException {
        List<Load> loads = List.of(
                Load.produce(100, 2, Acks.ALL, Compression.LZ4, COUNT),
                Load.consume(100, 2, Compression.LZ4, COUNT),
                Load.produce(1024, 1, Acks.ONE, Compression.NONE, COUNT).flushed(),
                Load.consume(1024, 1, Compression.NONE, COUNT),
                Load.latency(Acks.ALL, COUNT));
        var plan = new SessionPlan(List.of(1), 1, loads);
        List<String> progress = new ArrayList<>();

        var benchmark = new BrokerBenchmark(List.of(new InThisProcess(folder)), plan, progress::add);
        benchmark.run();

        List<String> text = benchmark.report().text();
        for (Load load : loads) {
            assertThat(text).anyMatch(line -> line.startsWith(load.name()) && !line.contains(Figures.NONE));
        }
        assertThat(progress).hasSize(1 + loads.size());
    }

    /** One node, as a contender. */
    private record InThisProcess(Path folder) implements Contender {

        @Override
        public String name() {
            return "a node";
        }

        @Override
        public Cluster start(int nodes) {
            String bootstrap = freeEndpoint();
            var config = new TreeMap<String, String>();
            config.put("node.id", "1");
            config.put("process.roles", "broker,controller");
            config.put("cluster.id", "benchmark");
            config.put("listeners", "PLAINTEXT://" + bootstrap);
            config.put("controller.quorum.voters", "1@" + freeEndpoint());
            config.put("quorum.members", "1@" + freeEndpoint());
            config.put("log.dirs", folder.toString());
            var node = NodeProcess.start(NodeConfig.of(config), BrokerMutants.NONE, new NodeLog(1, line -> {}));
            return new Running(bootstrap, node);
        }

        private static String freeEndpoint() {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return "127.0.0.1:" + socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Running(String bootstrap, NodeProcess node) implements Contender.Cluster {

        @Override
        public List<Long> processes() {
            return List.of(ProcessHandle.current().pid());
        }

        @Override
        public void close() {
            try {
                node.stop(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
