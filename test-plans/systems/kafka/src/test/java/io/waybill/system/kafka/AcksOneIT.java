package io.waybill.system.kafka;

import static io.waybill.system.kafka.RealCluster.ORDERS;
import static io.waybill.system.kafka.RealCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultClock;
import io.waybill.fault.FaultListener;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Nemesis;
import io.waybill.fault.Schedule;
import io.waybill.fault.Timeline;
import io.waybill.history.Event.Acks;
import io.waybill.system.Cluster;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nemesis on a real cluster: the fault that a plan relies on does what it says. */
class AcksOneIT {

    /** What Kafka mostly takes to elect, even on a busy machine. */
    private static final Duration DOWN = Duration.ofSeconds(15);

    /** Who elects later than that lets the old leader lead again, with all it had: nothing was put to the test. */
    private static final int STRIKES = 3;

    @Test
    void a_leader_killed_while_its_followers_stand_still_loses_what_it_alone_acknowledged(@TempDir Path directory)
            throws Exception {
        Loss loss = strike(directory.resolve("strike-1"));
        for (int strike = 2; strike <= STRIKES && loss.lost().isEmpty(); strike++) {
            loss = strike(directory.resolve("strike-" + strike));
        }

        assertThat(loss.lost()).isNotEmpty();
        assertThat(loss.acknowledged()).hasSizeGreaterThan(2 * loss.lost().size());
    }

    private record Loss(Set<String> acknowledged, Set<String> lost) {}

    private static Loss strike(Path directory) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(1)),
                Fault.leaderKilledWhileFollowersStandStill(
                        ORDERS, Duration.ofSeconds(3), Duration.ofMillis(2500), DOWN));
        try (Cluster cluster = RealCluster.start(directory)) {
            Thread nemesis = new Thread(() -> new Nemesis(
                            plan.timeline(1, Duration.ofMinutes(1)),
                            cluster.view(),
                            cluster.faults(),
                            new Told(),
                            FaultClock.reading(System::nanoTime))
                    .run());
            nemesis.start();
            ProducerSpec producerSpec = new ProducerSpec("p1", Acks.LEADER, false, 5, Duration.ofSeconds(20), Map.of());
            try (ProducerDriver producer = cluster.producer(producerSpec)) {
                for (int i = 0; nemesis.isAlive(); i++) {
                    String name = "m" + i;
                    producer.send(ORDERS, null, name.getBytes(StandardCharsets.UTF_8), outcome -> {
                        if (outcome instanceof SendOutcome.Ok) {
                            acknowledged.add(name);
                        }
                    });
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                producer.close(PATIENCE);
            }
            nemesis.join();
            cluster.awaitWhole(PATIENCE);
            Set<String> lost = new HashSet<>(acknowledged);
            lost.removeAll(RealCluster.readAll(cluster));
            return new Loss(acknowledged, lost);
        }
    }

    /** Refuses to miss its target. */
    private record Told() implements FaultListener {
        @Override
        public void started(FaultRecord fault, long beginNanos, long effectNanos) {
            assertThat(effectNanos).isGreaterThan(beginNanos);
        }

        @Override
        public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
            assertThat(effectNanos).isGreaterThan(beginNanos);
        }

        @Override
        public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
            throw new AssertionError(reason);
        }
    }
}
