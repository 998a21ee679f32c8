package io.waybill.server.metrics;

import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.DescribeTopicPartitionsResponse;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.FindCoordinatorResponse;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.ListGroupsResponse;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.ListPartitionReassignmentsResponse;
import io.waybill.wire.message.ListTransactionsResponse;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Response;
import io.waybill.wire.message.SaslHandshakeResponse;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the errors in what a node answers: of the whole, of topics and of partitions. Those of groups are not offered.
 */
final class ResponseErrors {

    private ResponseErrors() {}

    /** Tells every error code of a response, {@link ErrorCode#NONE} among them. */
    static void tell(Response response, Consumer<ErrorCode> errors) {
        switch (response.api()) {
            case PRODUCE ->
                ((ProduceResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case FETCH -> {
                var fetched = (FetchResponse) response;
                errors.accept(fetched.error());
                fetched.topics().forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            }
            case LIST_OFFSETS ->
                ((ListOffsetsResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case OFFSET_FOR_LEADER_EPOCH ->
                ((OffsetForLeaderEpochResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case DELETE_RECORDS ->
                ((DeleteRecordsResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case DESCRIBE_PRODUCERS ->
                ((DescribeProducersResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            default -> {
                ofTopics(response, errors);
                ofWhole(response).ifPresent(errors);
            }
        }
    }

    private static void ofTopics(Response response, Consumer<ErrorCode> errors) {
        switch (response.api()) {
            case METADATA ->
                ((MetadataResponse) response).topics().forEach(topic -> {
                    errors.accept(topic.error());
                    topic.partitions().forEach(it -> errors.accept(it.error()));
                });
            case DESCRIBE_TOPIC_PARTITIONS ->
                ((DescribeTopicPartitionsResponse) response).topics().forEach(topic -> {
                    errors.accept(topic.error());
                    topic.partitions().forEach(it -> errors.accept(it.error()));
                });
            case CREATE_TOPICS -> ((CreateTopicsResponse) response).topics().forEach(it -> errors.accept(it.error()));
            case DELETE_TOPICS -> ((DeleteTopicsResponse) response).topics().forEach(it -> errors.accept(it.error()));
            case CREATE_PARTITIONS ->
                ((CreatePartitionsResponse) response).topics().forEach(it -> errors.accept(it.error()));
            case ALTER_PARTITION ->
                ((AlterPartitionResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case DESCRIBE_QUORUM ->
                ((DescribeQuorumResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case ELECT_LEADERS ->
                ((ElectLeadersResponse) response)
                        .topics()
                        .forEach(topic -> topic.partitions().forEach(it -> errors.accept(it.error())));
            case DESCRIBE_CONFIGS ->
                ((DescribeConfigsResponse) response).resources().forEach(it -> errors.accept(it.error()));
            case ALTER_CONFIGS ->
                ((AlterConfigsResponse) response).resources().forEach(it -> errors.accept(it.error()));
            case INCREMENTAL_ALTER_CONFIGS ->
                ((IncrementalAlterConfigsResponse) response).resources().forEach(it -> errors.accept(it.error()));
            case FIND_COORDINATOR ->
                ((FindCoordinatorResponse) response).coordinators().forEach(it -> errors.accept(it.error()));
            default -> {}
        }
    }

    private static Optional<ErrorCode> ofWhole(Response response) {
        return switch (response.api()) {
            case METADATA -> Optional.of(((MetadataResponse) response).error());
            case API_VERSIONS -> Optional.of(((ApiVersionsResponse) response).error());
            case INIT_PRODUCER_ID -> Optional.of(((InitProducerIdResponse) response).error());
            case DESCRIBE_CLUSTER -> Optional.of(((DescribeClusterResponse) response).error());
            case DESCRIBE_QUORUM -> Optional.of(((DescribeQuorumResponse) response).error());
            case ELECT_LEADERS -> Optional.of(((ElectLeadersResponse) response).error());
            case LIST_GROUPS -> Optional.of(((ListGroupsResponse) response).error());
            case LIST_TRANSACTIONS -> Optional.of(((ListTransactionsResponse) response).error());
            case LIST_PARTITION_REASSIGNMENTS -> Optional.of(((ListPartitionReassignmentsResponse) response).error());
            case SASL_HANDSHAKE -> Optional.of(((SaslHandshakeResponse) response).error());
            case ALTER_PARTITION -> Optional.of(((AlterPartitionResponse) response).error());
            case BROKER_REGISTRATION -> Optional.of(((BrokerRegistrationResponse) response).error());
            case BROKER_HEARTBEAT -> Optional.of(((BrokerHeartbeatResponse) response).error());
            case ALLOCATE_PRODUCER_IDS -> Optional.of(((AllocateProducerIdsResponse) response).error());
            default -> Optional.empty();
        };
    }
}
