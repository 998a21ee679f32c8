package io.waybill.server.process;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.ListGroupsRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListPartitionReassignmentsRequest;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.SaslHandshakeRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A well-formed request of every API in every version that can say it, about one topic and about none that there is.
 */
final class RecordedRequests {

    /** The topic that may come to harm. */
    static final String VICTIM = "victim";

    private static final UUID NO_ID = new UUID(0, 0);
    private static final int TIMEOUT_MILLIS = 500;

    private final ClientCodec codec = new ClientCodec(1 << 20);
    private final List<Recorded> recorded = new ArrayList<>();

    /** A frame without its length. */
    record Recorded(Api api, int version, byte[] frame) {}

    private RecordedRequests() {}

    /** Returns those for clients. */
    static List<Recorded> ofClients() {
        var requests = new RecordedRequests();
        requests.aboutRecords();
        requests.aboutTopics();
        requests.aboutTheCluster();
        return requests.recorded;
    }

    /** Returns those that only brokers ask a controller, about a broker that there is not. */
    static List<Recorded> ofBrokers() {
        var requests = new RecordedRequests();
        int broker = 70;
        requests.add(new BrokerRegistrationRequest(
                broker,
                "one-node",
                new UUID(3, 4),
                List.of(new BrokerRegistrationRequest.Listener("PLAINTEXT", "127.0.0.1", 1, (short) 0)),
                List.of(new BrokerRegistrationRequest.Feature("metadata.version", (short) 1, (short) 1)),
                null,
                List.of(new UUID(5, 6)),
                -1));
        requests.add(new BrokerHeartbeatRequest(broker, 7, 1, false, false, List.of(), List.of()));
        requests.add(new AlterPartitionRequest(
                broker,
                7,
                List.of(new AlterPartitionRequest.Topic(
                        new UUID(1, 2),
                        List.of(new AlterPartitionRequest.Partition(
                                0, 0, List.of(new AlterPartitionRequest.Replica(broker, 7)), (byte) 0, 0))))));
        requests.add(new AllocateProducerIdsRequest(broker, 7));
        requests.add(new ApiVersionsRequest("wild", "1", null, -1));
        requests.aboutTopics();
        return requests.recorded;
    }

    private void add(Request request) {
        Api api = request.api();
        for (int version = api.oldestVersion(); version <= api.newestVersion(); version++) {
            try {
                ByteBuffer frame = codec.writeRequest(new RequestHeader(api, version, 4_711, "wild"), request);
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                recorded.add(new Recorded(api, version, bytes));
            } catch (IllegalArgumentException e) {
                // This version cannot say it; another request of the same API is there for it.
            }
        }
    }

    private static ByteBuffer batch(int records) {
        var batch = new BatchBuilder();
        for (int i = 0; i < records; i++) {
            batch.add(1_700_000_000_000L + i, text("key " + i), text("value " + i));
        }
        return batch.build();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private void aboutRecords() {
        for (short acks = -1; acks <= 1; acks++) {
            for (UUID id : List.of(NO_ID, new UUID(1, 2))) {
                add(new ProduceRequest(
                        null,
                        acks,
                        TIMEOUT_MILLIS,
                        List.of(new ProduceRequest.Topic(
                                id.equals(NO_ID) ? VICTIM : "",
                                id,
                                List.of(new ProduceRequest.Partition(0, Payload.of(batch(3))))))));
            }
        }
        for (UUID id : List.of(NO_ID, new UUID(1, 2))) {
            add(new FetchRequest(
                    -1,
                    -1,
                    1,
                    1,
                    1 << 20,
                    (byte) 0,
                    0,
                    -1,
                    List.of(new FetchRequest.Topic(
                            id.equals(NO_ID) ? VICTIM : "",
                            id,
                            List.of(new FetchRequest.Partition(0, -1, 0, -1, -1, 1 << 20, -1)))),
                    List.of(),
                    ""));
        }
        add(new ListOffsetsRequest(
                -1,
                (byte) 0,
                List.of(new ListOffsetsRequest.Topic(
                        VICTIM,
                        List.of(
                                new ListOffsetsRequest.Partition(0, -1, -1),
                                new ListOffsetsRequest.Partition(0, -1, 1_700_000_000_000L)))),
                TIMEOUT_MILLIS));
        add(new OffsetForLeaderEpochRequest(
                -1,
                List.of(new OffsetForLeaderEpochRequest.Topic(
                        VICTIM, List.of(new OffsetForLeaderEpochRequest.Partition(0, -1, 0))))));
        add(new DeleteRecordsRequest(
                List.of(new DeleteRecordsRequest.Topic(VICTIM, List.of(new DeleteRecordsRequest.Partition(0, 1)))),
                TIMEOUT_MILLIS));
        add(new DescribeProducersRequest(List.of(new DescribeProducersRequest.Topic(VICTIM, List.of(0)))));
        add(new InitProducerIdRequest(null, TIMEOUT_MILLIS, -1, (short) -1));
    }

    private void aboutTopics() {
        var config = List.of(new CreateTopicsRequest.Config("retention.ms", "100000"));
        add(new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic("../../escaped", 1, (short) 1, List.of(), config)),
                TIMEOUT_MILLIS,
                false));
        var here = List.of(new CreateTopicsRequest.Assignment(0, List.of(1)));
        add(new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic(VICTIM, -1, (short) -1, here, config)), TIMEOUT_MILLIS, false));
        add(new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic(VICTIM + "2", 3, (short) 1, List.of(), config)),
                TIMEOUT_MILLIS,
                true));
        add(new DeleteTopicsRequest(List.of(new DeleteTopicsRequest.Topic(VICTIM, NO_ID)), TIMEOUT_MILLIS));
        add(new DeleteTopicsRequest(List.of(new DeleteTopicsRequest.Topic(null, new UUID(1, 2))), TIMEOUT_MILLIS));
        add(new CreatePartitionsRequest(
                List.of(new CreatePartitionsRequest.Topic(
                        VICTIM, 2, List.of(new CreatePartitionsRequest.Assignment(List.of(1))))),
                TIMEOUT_MILLIS,
                false));
        add(new IncrementalAlterConfigsRequest(
                List.of(new IncrementalAlterConfigsRequest.Resource(
                        (byte) 2,
                        VICTIM,
                        List.of(new IncrementalAlterConfigsRequest.Config("retention.ms", (byte) 0, "100000")))),
                false));
        add(new AlterConfigsRequest(
                List.of(new AlterConfigsRequest.Resource(
                        (byte) 2, VICTIM, List.of(new AlterConfigsRequest.Config("retention.ms", "100000")))),
                false));
        add(new ElectLeadersRequest(
                (byte) 0, List.of(new ElectLeadersRequest.Topic(VICTIM, List.of(0))), TIMEOUT_MILLIS));
        add(new DescribeQuorumRequest(List.of(new DescribeQuorumRequest.Topic(
                "__cluster_metadata", List.of(new DescribeQuorumRequest.Partition(0))))));
        add(new DescribeClusterRequest((byte) 1, false));
    }

    private void aboutTheCluster() {
        add(new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, VICTIM)), true));
        add(new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, "../../../../tmp/escaped")), true));
        add(new MetadataRequest(null, true));
        add(new FindCoordinatorRequest((byte) 0, List.of("group")));
        add(new ListGroupsRequest(List.of(), List.of()));
        add(new SaslHandshakeRequest("PLAIN"));
        add(new ApiVersionsRequest("wild", "1", null, -1));
        for (boolean documented : List.of(true, false)) {
            add(new DescribeConfigsRequest(
                    List.of(
                            new DescribeConfigsRequest.Resource((byte) 2, VICTIM, null),
                            new DescribeConfigsRequest.Resource((byte) 4, "1", List.of("log.dirs"))),
                    true,
                    documented));
        }
        add(new ListPartitionReassignmentsRequest(
                TIMEOUT_MILLIS, List.of(new ListPartitionReassignmentsRequest.Topic(VICTIM, List.of(0)))));
        add(new ListTransactionsRequest(List.of("Ongoing"), List.of(1L), -1, null));
        add(new DescribeTopicPartitionsRequest(
                List.of(new DescribeTopicPartitionsRequest.Topic(VICTIM)),
                100,
                new DescribeTopicPartitionsRequest.Cursor(VICTIM, 0)));
    }
}
