package io.waybill.compatibility.client;

import static io.waybill.compatibility.client.Clients.bytes;
import static io.waybill.compatibility.client.Clients.get;
import static io.waybill.compatibility.client.Clients.read;
import static io.waybill.compatibility.client.Clients.sendAll;
import static io.waybill.compatibility.client.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;

/** Records go in and come out. */
final class RecordChecks {

    private final Clients clients;

    RecordChecks(Clients clients) {
        this.clients = clients;
    }

    void keys_values_headers_timestamps_and_offsets_come_back_as_they_went_in() {
        String topic = clients.topic(1);
        var sent = List.<ProducerRecord<byte[], byte[]>>of(
                new ProducerRecord<>(
                        topic,
                        0,
                        1_000L,
                        bytes("key"),
                        bytes("value"),
                        List.of(
                                new RecordHeader("h", bytes("1")), new RecordHeader("h", bytes("2")),
                                new RecordHeader("none", (byte[]) null), new RecordHeader("empty", new byte[0]))),
                new ProducerRecord<>(topic, 0, 2_000L, null, bytes("no key")),
                new ProducerRecord<>(topic, 0, 3_000L, bytes("no value"), (byte[]) null),
                new ProducerRecord<>(topic, 0, 2_500L, new byte[0], new byte[0]),
                new ProducerRecord<>(topic, 0, 0L, new byte[] {0, -1, 127, -128}, bytes("ünïcödé ✓")));
        List<RecordMetadata> acknowledged = new ArrayList<>();
        try (var producer = clients.producer()) {
            sent.forEach(record -> acknowledged.add(get(producer.send(record))));
        }

        var received = clients.readAll(topic, sent.size());

        assertThat(received).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertSame(sent.get(i), received.get(i));
            assertThat(received.get(i).offset()).isEqualTo(i);
            assertThat(acknowledged.get(i).offset()).isEqualTo(i);
            assertThat(acknowledged.get(i).timestamp()).isEqualTo(sent.get(i).timestamp());
        }
    }

    private static void assertSame(ProducerRecord<byte[], byte[]> sent, ConsumerRecord<byte[], byte[]> received) {
        assertThat(received.key()).isEqualTo(sent.key());
        assertThat(received.value()).isEqualTo(sent.value());
        assertThat(received.headers()).isEqualTo(sent.headers());
        assertThat(received.timestamp()).isEqualTo(sent.timestamp());
        assertThat(received.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        assertThat(received.leaderEpoch()).isPresent();
    }

    void what_any_codec_has_compressed_can_be_read() {
        var expected = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
            String topic = clients.topic(1);
            try (var producer = clients.producer("compression.type", codec, "linger.ms", "20")) {
                sendAll(producer, topic, 0, 500);
            }

            var received = clients.readAll(topic, 500);

            assertThat(values(received)).as(codec).isEqualTo(expected);
        }
    }

    void records_are_kept_however_few_acknowledgements_are_asked_for() {
        for (String acks : List.of("0", "1", "all")) {
            String topic = clients.topic(1);
            // Once this is acknowledged its leader knows that it leads; without acknowledgements nobody would tell.
            clients.send(topic, 1);
            List<RecordMetadata> acknowledged;
            try (var producer = clients.producer("acks", acks, "enable.idempotence", "false")) {
                acknowledged = sendAll(producer, topic, 1, 20);
            }

            var received = clients.readAll(topic, 20);

            assertThat(values(received))
                    .as("acks " + acks)
                    .hasSize(20)
                    .startsWith("0")
                    .endsWith("19");
            assertThat(acknowledged.get(18).offset()).isEqualTo(acks.equals("0") ? -1 : 19);
        }
    }

    void an_idempotent_producer_keeps_the_order_of_many_batches() {
        String topic = clients.topic(1);
        try (var producer = clients.producer("acks", "all", "enable.idempotence", "true", "batch.size", "100")) {
            sendAll(producer, topic, 0, 1_000);
        }

        var received = clients.readAll(topic, 1_000);

        assertThat(values(received))
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    }

    void a_key_stays_in_its_partition() {
        String topic = clients.topic(4);
        Map<String, Integer> partitions = new TreeMap<>();
        try (var producer = clients.producer()) {
            for (int i = 0; i < 40; i++) {
                String key = "k" + i % 10;
                int partition = get(producer.send(new ProducerRecord<>(topic, bytes(key), bytes("v"))))
                        .partition();
                Integer before = partitions.putIfAbsent(key, partition);
                assertThat(before == null ? partition : before).isEqualTo(partition);
            }
        }
        assertThat(partitions.values()).contains(0, 1, 2);
    }

    void what_is_too_large_is_refused_and_harms_no_other() {
        String topic = clients.topic(1);
        try (var producer = clients.producer("max.request.size", "4000000", "buffer.memory", "8000000")) {
            var large = producer.send(new ProducerRecord<>(topic, 0, null, new byte[2_000_000]));
            assertThatThrownBy(() -> get(large)).isInstanceOf(RecordTooLargeException.class);

            assertThat(get(producer.send(new ProducerRecord<>(topic, 0, null, bytes("small"))))
                            .offset())
                    .isZero();
        }
        assertThat(values(clients.readAll(topic, 1))).containsExactly("small");
    }

    void a_reader_with_little_room_gets_everything_piece_by_piece() {
        String topic = clients.topic(1);
        try (var producer = clients.producer("batch.size", "2000")) {
            sendAll(producer, topic, 0, 500);
        }

        try (var consumer = clients.consumerOf(topic, "max.partition.fetch.bytes", "1", "fetch.max.bytes", "1")) {
            assertThat(read(consumer, 500)).hasSize(500);
        }
    }

    void a_reader_that_waits_is_given_what_comes() {
        String topic = clients.topic(1);
        try (var consumer = clients.consumerOf(topic, "fetch.max.wait.ms", "8000");
                var producer = clients.producer()) {
            assertThat(consumer.poll(Duration.ofMillis(200))).isEmpty();
            long startNanos = System.nanoTime();
            sendAll(producer, topic, 0, 1);

            var received = read(consumer, 1);

            assertThat(received).hasSize(1);
            assertThat(System.nanoTime() - startNanos).isLessThan(5_000_000_000L);
            // Ends what the reader waits for, so that it can be closed at once.
            sendAll(producer, topic, 1, 2);
        }
    }

    void one_reader_reads_many_partitions() {
        String topic = clients.topic(6);
        var partitions = IntStream.range(0, 6)
                .mapToObj(i -> new TopicPartition(topic, i))
                .toList();
        try (var producer = clients.producer()) {
            for (int i = 0; i < 60; i++) {
                get(producer.send(new ProducerRecord<>(topic, i % 6, null, bytes("v"))));
            }
        }

        try (var consumer = clients.consumer()) {
            consumer.assign(partitions);

            var received = read(consumer, 60);

            for (TopicPartition partition : partitions) {
                assertThat(received)
                        .filteredOn(record -> record.partition() == partition.partition())
                        .extracting(ConsumerRecord::offset)
                        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            }
        }
    }

    void who_wants_only_what_is_committed_reads_what_no_transaction_wrote() {
        String topic = clients.topic(1);
        clients.send(topic, 10);

        try (var consumer = clients.consumerOf(topic, "isolation.level", "read_committed")) {
            assertThat(read(consumer, 10)).hasSize(10);
        }
    }
}
