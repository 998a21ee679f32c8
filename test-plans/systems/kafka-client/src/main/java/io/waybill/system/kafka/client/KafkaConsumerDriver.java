package io.waybill.system.kafka.client;

import io.waybill.fault.Partition;
import io.waybill.history.Event.Isolation;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.PollFailedException;
import io.waybill.system.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The official consumer in assign mode. Used by one thread. */
public final class KafkaConsumerDriver implements ConsumerDriver {

    private final String name;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private final Map<Partition, Long> positions = new HashMap<>();
    private Optional<OffsetOutOfRangeException> untold = Optional.empty();

    /**
     * Makes one; it connects when there is something to read.
     *
     * @param bootstrap where it begins, {@code host:port} with commas between them
     */
    public KafkaConsumerDriver(String bootstrap, ConsumerSpec spec) {
        this(
                spec.name(),
                new KafkaConsumer<>(
                        settings(bootstrap, spec), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    KafkaConsumerDriver(String name, Consumer<byte[], byte[]> consumer) {
        this.name = name;
        this.consumer = consumer;
    }

    static Map<String, Object> settings(String bootstrap, ConsumerSpec spec) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, spec.name());
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                spec.isolation() == Isolation.READ_COMMITTED ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A position that is not there is a fact for the history; the client must not move on silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(spec.config());
        return settings;
    }

    @Override
    public void assign(Map<Partition, Long> starts) {
        partitions.clear();
        positions.clear();
        positions.putAll(starts);
        starts.keySet().forEach(partition -> partitions.put(topicPartition(partition), partition));
        consumer.assign(partitions.keySet());
        starts.forEach((partition, offset) -> consumer.seek(topicPartition(partition), offset));
    }

    @Override
    public List<Received> poll(Duration timeout) {
        try {
            if (untold.isPresent()) {
                throw untold.get();
            }
            List<Received> received = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                Partition partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
                if (partition == null) {
                    throw new IllegalStateException(name + " was handed a record of " + record.topic() + "-"
                            + record.partition() + ", which is not assigned to it");
                }
                received.add(
                        new Received(partition, record.offset(), record.timestamp(), record.key(), record.value()));
                positions.put(partition, record.offset() + 1);
            }
            return received;
        } catch (OffsetOutOfRangeException e) {
            untold = Optional.empty();
            seekToWhatIsThere(e);
            throw failed(e);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public long position(Partition partition) {
        Long last = positions.get(partition);
        if (last == null) {
            throw new IllegalArgumentException(partition.name() + " is not assigned to " + name);
        }
        try {
            // Past the last record there may be markers that are never handed out: the client knows, we do not.
            long position = consumer.position(topicPartition(partition), Duration.ZERO);
            positions.put(partition, position);
            return position;
        } catch (TimeoutException leaderChanged) {
            return last;
        } catch (OffsetOutOfRangeException e) {
            // Whatever is asked first is told that the log was cut, and nobody after it: only a poll may fail of that.
            untold = Optional.of(e);
            return last;
        }
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PollFailedException failed(KafkaException e) {
        return new PollFailedException(
                "poll of " + name + " failed: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }

    private void seekToWhatIsThere(OffsetOutOfRangeException e) {
        Map<TopicPartition, OffsetAndMetadata> divergent =
                e instanceof LogTruncationException truncation ? truncation.divergentOffsets() : Map.of();
        try {
            Set<TopicPartition> lost = e.partitions();
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(lost);
            Map<TopicPartition, Long> ends = consumer.endOffsets(lost);
            for (TopicPartition one : lost) {
                OffsetAndMetadata divergence = divergent.get(one);
                long wanted =
                        divergence == null ? e.offsetOutOfRangePartitions().getOrDefault(one, 0L) : divergence.offset();
                long start = starts.getOrDefault(one, 0L);
                seek(one, Math.max(start, Math.min(wanted, ends.getOrDefault(one, start))));
            }
        } catch (TimeoutException noLeader) {
            // The position stays, and the next poll meets the same error when there is a leader again.
        }
    }

    private void seek(TopicPartition topicPartition, long offset) {
        consumer.seek(topicPartition, offset);
        Partition partition = partitions.get(topicPartition);
        if (partition != null) {
            positions.put(partition, offset);
        }
    }

    private static TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(partition.topic(), partition.number());
    }
}
