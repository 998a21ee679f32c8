package io.waybill.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultClock;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Partition;
import io.waybill.system.Cluster;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class FinalEndsTest {

    private static final Partition ORDERS = new Partition("orders", 0);
    private static final Duration LAG = Duration.ofSeconds(10);
    private static final long ACKNOWLEDGED = 41;

    private final JumpingClock clock = new JumpingClock();

    private long end(Cluster cluster, Duration within) throws InterruptedException {
        var ends = new FinalEnds(cluster, List.of(ORDERS), partition -> ACKNOWLEDGED, clock);
        return ends.await(within.toNanos()).get(ORDERS).end();
    }

    @Test
    void an_end_behind_all_that_was_acknowledged_is_believed_at_once() throws InterruptedException {
        var cluster = new Laggard(seconds -> 42);

        long end = end(cluster, Duration.ofMinutes(1));

        assertThat(end).isEqualTo(42);
        assertThat(clock.seconds()).isZero();
    }

    @Test
    void an_end_that_a_late_follower_holds_back_is_waited_for() throws InterruptedException {
        var cluster = new Laggard(seconds -> seconds < 8 ? 40 : 42);

        long end = end(cluster, Duration.ofMinutes(1));

        assertThat(end).isEqualTo(42);
    }

    @Test
    void an_end_before_an_acknowledged_message_is_believed_once_followers_have_had_their_time()
            throws InterruptedException {
        var cluster = new Laggard(seconds -> 40);

        long end = end(cluster, Duration.ofMinutes(1));

        assertThat(end).isEqualTo(40);
        assertThat(clock.seconds()).isEqualTo(10);
    }

    @Test
    void followers_that_come_back_late_have_all_of_their_time() throws InterruptedException {
        var cluster = new Laggard(seconds -> seconds < 18 ? 40 : 42).goneUntil(12);

        long end = end(cluster, Duration.ofMinutes(1));

        assertThat(end).isEqualTo(42);
    }

    @Test
    void followers_that_were_away_again_have_their_time_anew() throws InterruptedException {
        var cluster = new Laggard(seconds -> seconds < 15 ? 40 : 42).goneAgainAt(6);

        long end = end(cluster, Duration.ofMinutes(1));

        assertThat(end).isEqualTo(42);
    }

    @Test
    void whoever_has_no_time_to_wait_so_long_tells_no_end() {
        var cluster = new Laggard(seconds -> 40);

        assertThatThrownBy(() -> end(cluster, Duration.ofSeconds(5)))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessage("orders-0 ends at 40, and a message was acknowledged at offset 41");
    }

    /** Nobody's time passes but by waiting. */
    private static final class JumpingClock implements FaultClock {
        private long nowNanos;

        @Override
        public long nanos() {
            return nowNanos;
        }

        @Override
        public void awaitUntil(long deadlineNanos, Semaphore bell) {
            nowNanos = Math.max(nowNanos, deadlineNanos);
        }

        long seconds() {
            return Duration.ofNanos(nowNanos).toSeconds();
        }
    }

    /** A cluster whose log ends, as consumers see it, where the seconds that have passed say. */
    private final class Laggard implements Cluster {
        private final LongUnaryOperator endAfterSeconds;
        private long backAtSeconds;
        private long goneAtSeconds = Long.MAX_VALUE;

        Laggard(LongUnaryOperator endAfterSeconds) {
            this.endAfterSeconds = endAfterSeconds;
        }

        Laggard goneUntil(long seconds) {
            backAtSeconds = seconds;
            return this;
        }

        Laggard goneAgainAt(long seconds) {
            goneAtSeconds = seconds;
            return this;
        }

        @Override
        public boolean awaitWhole(Duration deadline) throws InterruptedException {
            boolean isBack = clock.seconds() >= backAtSeconds;
            if (!isBack) {
                clock.awaitUntil(Duration.ofSeconds(backAtSeconds).toNanos());
            }
            boolean isGone = clock.seconds() >= goneAtSeconds;
            if (isGone) {
                goneAtSeconds = Long.MAX_VALUE;
            }
            return isBack && !isGone;
        }

        @Override
        public Duration replicaLag() {
            return LAG;
        }

        @Override
        public Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
            return Map.of(ORDERS, new Bounds(0, endAfterSeconds.applyAsLong(clock.seconds()), 1));
        }

        @Override
        public String description() {
            return "a cluster with a follower that is late";
        }

        @Override
        public String bootstrap() {
            return "nowhere";
        }

        @Override
        public ClusterView view() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FaultPorts faults() {
            return FaultPorts.none();
        }

        @Override
        public boolean isAlive(int node) {
            return true;
        }

        @Override
        public Path log(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProducerDriver producer(ProducerSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConsumerDriver consumer(ConsumerSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
