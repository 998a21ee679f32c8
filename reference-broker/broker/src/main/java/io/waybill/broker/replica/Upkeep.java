package io.waybill.broker.replica;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Timers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is done for all replicas now and then: leaders look who lags, high watermarks are written down, what is too old
 * is deleted, and logs note what is durable.
 */
final class Upkeep {

    private static final long LOOKS_PER_LAG = 2;

    private final ReplicaContext context;
    private final Supplier<Collection<ReplicaLife>> replicas;
    private final List<Repeated> all = new ArrayList<>();
    private boolean isEnded;

    Upkeep(ReplicaContext context, Supplier<Collection<ReplicaLife>> replicas) {
        this.context = context;
        this.replicas = replicas;
        // Twice within the time, as in Kafka: one that lags leaves at the latest after one and a half of it.
        all.add(new Repeated(
                BrokerKeys.REPLICA_LAG_TIME_MAX_MS, LOOKS_PER_LAG, () -> each(ReplicaLife::lookWhoIsInSync)));
        all.add(new Repeated(BrokerKeys.LOG_RETENTION_CHECK_INTERVAL_MS, 1, () -> each(ReplicaLife::tidy)));
        all.add(new Repeated(
                BrokerKeys.LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS, 1, () -> each(ReplicaLife::checkpoint)));
        all.add(new Repeated(BrokerKeys.REPLICA_HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS, 1, this::writeHighWatermarks));
    }

    void begin() {
        all.forEach(Repeated::set);
    }

    /** Waits from now on as it is configured now. */
    void configure() {
        if (!isEnded) {
            all.forEach(Repeated::configure);
        }
    }

    void end() {
        isEnded = true;
        all.forEach(Repeated::cancel);
    }

    private void each(Consumer<ReplicaLife> task) {
        replicas.get().forEach(task);
    }

    private void writeHighWatermarks() {
        if (!context.probes().slowCheckpoint.fires()) {
            writeHighWatermarks(() -> {});
        }
    }

    /** Writes down the high watermarks as they are. */
    void writeHighWatermarks(Runnable done) {
        context.highWatermarks().whenRead(() -> {
            SortedMap<TopicPartition, Long> now = new TreeMap<>();
            for (ReplicaLife replica : replicas.get()) {
                long offset = replica.highWatermarkToKeep();
                if (offset >= 0) {
                    now.put(replica.partition(), offset);
                }
            }
            context.highWatermarks().write(now, done);
        });
    }

    /** Something that is done again and again. */
    private final class Repeated {

        private final ConfigKey interval;
        private final long parts;
        private final Runnable task;
        private long nanos;
        private Timers.Timer timer = () -> false;

        Repeated(ConfigKey interval, long parts, Runnable task) {
            this.interval = interval;
            this.parts = parts;
            this.task = task;
        }

        void set() {
            nanos = configured();
            timer = context.environment().timers().after(nanos, this::run);
        }

        private void run() {
            task.run();
            if (!isEnded) {
                set();
            }
        }

        void configure() {
            if (configured() != nanos) {
                cancel();
                set();
            }
        }

        void cancel() {
            timer.cancel();
        }

        private long configured() {
            long millis = Long.parseLong(context.config().ofBroker(interval));
            return ReplicaSettings.nanos(millis) / parts;
        }
    }
}
