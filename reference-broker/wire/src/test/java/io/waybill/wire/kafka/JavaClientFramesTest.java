package io.waybill.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;
import org.junit.jupiter.api.Test;

/** What the Java client builds is read as what it means, and our client's bytes for the same are the same. */
final class JavaClientFramesTest {

    private static final UUID TOPIC = new UUID(3, 4);
    private static final UUID NO_ID = new UUID(0, 0);

    private final ServerCodec server = new ServerCodec(ApiOffer.of(List.of(Api.values())), 1 << 20);
    private final ClientCodec client = new ClientCodec(1 << 20);

    @Test
    void the_first_request_of_a_connection() {
        var theirs = new org.apache.kafka.common.requests.ApiVersionsRequest.Builder().build((short) 3);

        var request = (ApiVersionsRequest) readBackAndForth(theirs);

        assertThat(request.clientSoftwareName()).isEqualTo("apache-kafka-java");
        assertThat(request.clientSoftwareVersion()).isEqualTo("4.4.0");
    }

    @Test
    void metadata_of_all_topics_in_the_oldest_version_of_the_client_and_the_newest() {
        var builder = org.apache.kafka.common.requests.MetadataRequest.Builder.allTopics();

        var oldest = (MetadataRequest) readBackAndForth(builder.build((short) 1));
        var newest = (MetadataRequest) readBackAndForth(builder.build((short) 13));

        assertThat(oldest.topics()).isNull();
        assertThat(newest.topics()).isNull();
    }

    @Test
    void an_idempotent_produce_in_the_version_of_librdkafka_and_the_newest() {
        var records = MemoryRecords.withIdempotentRecords(
                Compression.lz4().build(), 7L, (short) 1, 0, new SimpleRecord("v".getBytes(StandardCharsets.UTF_8)));
        var partition = new ProduceRequest.Partition(2, Payload.of(records.buffer()));

        var old = readBackAndForth(produce(new ProduceRequestData.TopicProduceData().setName("t"), records, 7));
        var young = readBackAndForth(
                produce(new ProduceRequestData.TopicProduceData().setTopicId(new Uuid(3, 4)), records, 13));

        assertThat(old)
                .isEqualTo(new ProduceRequest(
                        null, (short) -1, 9, List.of(new ProduceRequest.Topic("t", NO_ID, List.of(partition)))));
        assertThat(young)
                .isEqualTo(new ProduceRequest(
                        null, (short) -1, 9, List.of(new ProduceRequest.Topic("", TOPIC, List.of(partition)))));
    }

    private static AbstractRequest produce(
            ProduceRequestData.TopicProduceData topic, MemoryRecords records, int version) {
        topic.setPartitionData(List.of(
                new ProduceRequestData.PartitionProduceData().setIndex(2).setRecords(records)));
        var topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(topic);
        var data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(9).setTopicData(topics);
        return new org.apache.kafka.common.requests.ProduceRequest(data, (short) version);
    }

    @Test
    void a_fetch_of_a_follower_before_and_after_its_epoch_was_told() {
        var wanted = new LinkedHashMap<TopicPartition, org.apache.kafka.common.requests.FetchRequest.PartitionData>();
        wanted.put(
                new TopicPartition("t", 0),
                new org.apache.kafka.common.requests.FetchRequest.PartitionData(
                        new Uuid(3, 4), 10, 5, 100, Optional.of(3), Optional.of(2)));

        var old = (FetchRequest) readBackAndForth(fetch(14, wanted));
        var young = (FetchRequest) readBackAndForth(fetch(15, wanted));

        assertThat(old.replicaId()).isEqualTo(1);
        assertThat(old.replicaEpoch()).isEqualTo(-1);
        assertThat(young.replicaId()).isEqualTo(1);
        assertThat(young.replicaEpoch()).isEqualTo(77);
        assertThat(young.topics())
                .containsExactly(new FetchRequest.Topic(
                        "", TOPIC, List.of(new FetchRequest.Partition(0, 3, 10, 2, 5, 100, Long.MAX_VALUE))));
    }

    private static AbstractRequest fetch(
            int version, Map<TopicPartition, org.apache.kafka.common.requests.FetchRequest.PartitionData> wanted) {
        return org.apache.kafka.common.requests.FetchRequest.Builder.forReplica((short) version, 1, 77, 500, 1, wanted)
                .build();
    }

    /** Reads the frame of Kafka's client, compares it with ours for the same, and returns what was read. */
    private Request readBackAndForth(AbstractRequest theirs) {
        var header =
                new org.apache.kafka.common.requests.RequestHeader(theirs.apiKey(), theirs.version(), "producer-1", 11);
        ByteBuffer frame = theirs.serializeWithHeader(header);

        var received = server.readRequest(frame);
        var ours = client.writeRequest(received.header(), received.request());

        assertThat(received.header())
                .isEqualTo(new RequestHeader(Api.valueOf(theirs.apiKey().name()), theirs.version(), 11, "producer-1"));
        assertThat(ours).isEqualTo(frame);
        return received.request();
    }
}
