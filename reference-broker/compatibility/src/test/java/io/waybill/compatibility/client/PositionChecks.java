package io.waybill.compatibility.client;

import static io.waybill.compatibility.client.Clients.bytes;
import static io.waybill.compatibility.client.Clients.get;
import static io.waybill.compatibility.client.Clients.read;
import static io.waybill.compatibility.client.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;

/** Where a reader stands, begins and may go. */
final class PositionChecks {

    private final Clients clients;

    PositionChecks(Clients clients) {
        this.clients = clients;
    }

    void a_reader_goes_back_and_forth() {
        String topic = clients.topic(1);
        var partition = new TopicPartition(topic, 0);
        clients.send(topic, 10);

        try (var consumer = clients.consumerOf(topic)) {
            consumer.seek(partition, 7);
            assertThat(values(read(consumer, 3))).containsExactly("7", "8", "9");
            assertThat(consumer.position(partition)).isEqualTo(10);
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.position(partition)).isZero();
            assertThat(values(read(consumer, 10))).startsWith("0", "1");
            consumer.seekToEnd(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(10);
        }
    }

    void beginnings_and_ends_are_known() {
        String topic = clients.topic(2);
        var first = new TopicPartition(topic, 0);
        var second = new TopicPartition(topic, 1);
        clients.send(topic, 10);

        try (var consumer = clients.consumer()) {
            assertThat(consumer.beginningOffsets(List.of(first, second))).isEqualTo(Map.of(first, 0L, second, 0L));
            assertThat(consumer.endOffsets(List.of(first, second))).isEqualTo(Map.of(first, 10L, second, 0L));
            assertThat(consumer.partitionsFor(topic)).hasSize(2).allSatisfy(info -> {
                assertThat(info.leader()).isNotNull();
                assertThat(info.inSyncReplicas()).isNotEmpty();
                assertThat(info.offlineReplicas()).isEmpty();
            });
            assertThat(consumer.listTopics()).containsKey(topic);
        }
    }

    void offsets_are_found_by_time() {
        String topic = clients.topic(1);
        var partition = new TopicPartition(topic, 0);
        sendAt(topic, 1_000, 2_000, 3_000);

        try (var consumer = clients.consumer()) {
            assertThat(at(consumer.offsetsForTimes(Map.of(partition, 0L)), partition))
                    .isEqualTo("0 of 1000");
            assertThat(at(consumer.offsetsForTimes(Map.of(partition, 1_500L)), partition))
                    .isEqualTo("1 of 2000");
            assertThat(at(consumer.offsetsForTimes(Map.of(partition, 3_000L)), partition))
                    .isEqualTo("2 of 3000");
            assertThat(consumer.offsetsForTimes(Map.of(partition, 3_001L)).get(partition))
                    .isNull();
        }
    }

    private static String at(Map<TopicPartition, OffsetAndTimestamp> found, TopicPartition partition) {
        var one = found.get(partition);
        return one.offset() + " of " + one.timestamp();
    }

    private void sendAt(String topic, long... times) {
        try (var producer = clients.producer()) {
            for (long time : times) {
                get(producer.send(new ProducerRecord<>(topic, 0, time, null, bytes("v"))));
            }
        }
    }

    void administrators_find_offsets_too() {
        String topic = clients.topic(1);
        sendAt(topic, 1_000, 3_000, 2_000);

        assertThat(find(topic, OffsetSpec.earliest()).offset()).isZero();
        assertThat(find(topic, OffsetSpec.latest()).offset()).isEqualTo(3);
        assertThat(find(topic, OffsetSpec.forTimestamp(1_500)).offset()).isEqualTo(1);
        assertThat(find(topic, OffsetSpec.forTimestamp(9_000)).offset()).isEqualTo(-1);
        var largest = find(topic, OffsetSpec.maxTimestamp());
        assertThat(largest.offset()).isEqualTo(1);
        assertThat(largest.timestamp()).isEqualTo(3_000);
    }

    private ListOffsetsResultInfo find(String topic, OffsetSpec spec) {
        var partition = new TopicPartition(topic, 0);
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        try (var admin = clients.admin()) {
            return get(admin.listOffsets(Map.of(partition, spec), options).partitionResult(partition));
        }
    }

    void a_reader_without_a_position_begins_where_it_is_told() {
        String topic = clients.topic(1);
        clients.send(topic, 5);

        try (var fromTheEnd = clients.consumerOf(topic, "auto.offset.reset", "latest");
                var nowhere = clients.consumerOf(topic, "auto.offset.reset", "none")) {
            assertThat(fromTheEnd.position(new TopicPartition(topic, 0))).isEqualTo(5);
            assertThatThrownBy(() -> nowhere.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(NoOffsetForPartitionException.class);
        }
    }

    void a_position_that_there_is_not_is_out_of_range() {
        String topic = clients.topic(1);
        clients.send(topic, 5);

        try (var consumer = clients.consumerOf(topic, "auto.offset.reset", "none")) {
            consumer.seek(new TopicPartition(topic, 0), 6);
            assertThatThrownBy(() -> read(consumer, 1)).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    void what_was_deleted_is_not_read_any_more() {
        String topic = clients.topic(1);
        var partition = new TopicPartition(topic, 0);
        clients.send(topic, 10);
        try (var admin = clients.admin()) {
            var deleted = get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4)))
                    .lowWatermarks()
                    .get(partition));
            assertThat(deleted.lowWatermark()).isEqualTo(4);
        }

        try (var consumer = clients.consumerOf(topic)) {
            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 4L);
            assertThat(values(read(consumer, 6))).containsExactly("4", "5", "6", "7", "8", "9");
        }
    }

    void more_than_there_is_cannot_be_deleted() {
        String topic = clients.topic(1);
        var partition = new TopicPartition(topic, 0);
        clients.send(topic, 3);

        try (var admin = clients.admin()) {
            var all = admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)));
            assertThat(get(all.lowWatermarks().get(partition)).lowWatermark()).isEqualTo(3);
            var more = admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(9)));
            assertThatThrownBy(() -> get(more.lowWatermarks().get(partition)))
                    .isInstanceOf(org.apache.kafka.common.errors.OffsetOutOfRangeException.class);
        }
    }

    void a_topic_that_there_cannot_be_is_no_topic() {
        try (var consumer = clients.consumerOf("no topic")) {
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10))).isInstanceOf(InvalidTopicException.class);
        }
    }
}
