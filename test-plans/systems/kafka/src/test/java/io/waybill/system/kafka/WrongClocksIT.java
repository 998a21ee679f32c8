package io.waybill.system.kafka;

import static io.waybill.system.kafka.RealCluster.ORDERS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.environment.clock.ClockLibrary;
import io.waybill.fault.ClockFault;
import io.waybill.fault.ClockFaults;
import io.waybill.history.Event.Acks;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Stage;
import io.waybill.system.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A node of Kafka whose time of day is put wrong and right again, by what its own log says of each append. */
@Timeout(600)
@EnabledIf("libraryIsHere")
class WrongClocksIT {

    private static final Stage.Wishes CLOCKS = new Stage.Wishes(List.of(), false, false, true, ClientLibrary.OFFICIAL);

    /** Not more: where its clock goes back by minutes, Kafka may be away for minutes. */
    private static final Duration AHEAD = Duration.ofSeconds(20);

    /** What a machine under load may take from an append to the look at it. */
    private static final Duration LOOSE = Duration.ofSeconds(9);

    private static final Duration UNTIL_ALIVE = Duration.ofMinutes(3);

    private static final int TIME_LENGTH = "2026-03-01T10:00:00.000".length();

    static boolean libraryIsHere() {
        return ClockLibrary.here().isPresent();
    }

    @Test
    void a_clock_is_wrong_from_the_return_on_and_right_when_the_cluster_is_whole(@TempDir Path directory)
            throws Exception {
        ClusterSpec one = new ClusterSpec(1, Map.of(), List.of(new TopicSpec("orders", 1, 1)));
        Duration skewed;
        Duration over;
        Duration jumped;
        Duration healed;
        try (Cluster cluster = RealCluster.start(directory, one, CLOCKS);
                ProducerDriver producer =
                        cluster.producer(new ProducerSpec("p1", Acks.ALL, true, 5, UNTIL_ALIVE, Map.of()))) {
            ClockFaults clocks = cluster.faults().clocks();
            clocks.begin(1, new ClockFault.Skew(AHEAD), 1);
            skewed = errorSeen(cluster, producer);
            clocks.end(1);
            over = errorSeen(cluster, producer);
            clocks.begin(2, new ClockFault.Jump(AHEAD), 1);
            clocks.end(2);
            jumped = errorSeen(cluster, producer);
            cluster.awaitWhole(UNTIL_ALIVE);
            healed = errorSeen(cluster, producer);
        }

        assertThat(List.of(skewed, jumped))
                .allSatisfy(error -> assertThat(error).isCloseTo(AHEAD, LOOSE));
        assertThat(List.of(over, healed)).allSatisfy(error -> assertThat(error).isCloseTo(Duration.ZERO, LOOSE));
    }

    /** Returns by how much the node's clock is ahead as it appends a message. */
    private static Duration errorSeen(Cluster cluster, ProducerDriver producer) throws IOException {
        long before = Files.size(cluster.log(1));
        producer.send(ORDERS, null, "news".getBytes(StandardCharsets.UTF_8), unused -> {});
        String line = requireNonNull(await().atMost(UNTIL_ALIVE)
                .until(() -> appended(cluster.log(1), before), Optional::isPresent)
                .orElse(null));
        return Duration.between(LocalDateTime.now(ZoneId.systemDefault()), LocalDateTime.parse(line.substring(0, TIME_LENGTH)));
    }

    private static Optional<String> appended(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) from, (int) (all.length - from), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains("partition=orders-0") && line.contains("Appended message set"))
                .findFirst();
    }
}
