package io.waybill.broker.controller;

import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers that say of everything that was asked that the same went wrong. */
public final class ErrorAnswers {

    private static final UUID NO_ID = new UUID(0, 0);

    private ErrorAnswers() {}

    /**
     * Returns the answer to a request for a controller.
     *
     * @param message the same in words, where the answer has room for them
     * @throws IllegalArgumentException where controllers do not answer such a request
     */
    public static Response of(Request request, ErrorCode error, @Nullable String message) {
        if (request instanceof BrokerHeartbeatRequest) {
            return new BrokerHeartbeatResponse(error, false, true, false);
        } else if (request instanceof BrokerRegistrationRequest) {
            return new BrokerRegistrationResponse(error, -1);
        } else if (request instanceof AlterPartitionRequest) {
            return new AlterPartitionResponse(error, List.of());
        } else if (request instanceof AllocateProducerIdsRequest) {
            return new AllocateProducerIdsResponse(error, 0, 0);
        } else if (request instanceof DescribeQuorumRequest) {
            return new DescribeQuorumResponse(error, message, List.of(), List.of());
        } else if (request instanceof ElectLeadersRequest elections) {
            return of(elections, error, message);
        }
        return ofAdministrator(request, error, message);
    }

    private static Response ofAdministrator(Request request, ErrorCode error, @Nullable String message) {
        if (request instanceof CreateTopicsRequest creations) {
            return new CreateTopicsResponse(creations.topics().stream()
                    .map(topic -> of(topic, error, message))
                    .toList());
        } else if (request instanceof DeleteTopicsRequest deletions) {
            return new DeleteTopicsResponse(deletions.topics().stream()
                    .map(topic -> new DeleteTopicsResponse.Topic(topic.topic(), topic.topicId(), error, message))
                    .toList());
        } else if (request instanceof CreatePartitionsRequest growths) {
            return new CreatePartitionsResponse(growths.topics().stream()
                    .map(topic -> new CreatePartitionsResponse.Topic(topic.topic(), error, message))
                    .toList());
        } else if (request instanceof AlterConfigsRequest changes) {
            return new AlterConfigsResponse(changes.resources().stream()
                    .map(resource -> new AlterConfigsResponse.Resource(
                            error, message, resource.resourceType(), resource.resourceName()))
                    .toList());
        } else if (request instanceof IncrementalAlterConfigsRequest changes) {
            return new IncrementalAlterConfigsResponse(changes.resources().stream()
                    .map(resource -> of(resource, error, message))
                    .toList());
        }
        throw new IllegalArgumentException("a controller does not answer " + request.api());
    }

    static CreateTopicsResponse.Topic of(CreateTopicsRequest.Topic topic, ErrorCode error, @Nullable String message) {
        short unknown = -1;
        return new CreateTopicsResponse.Topic(
                topic.topic(), NO_ID, error, message, ErrorCode.NONE, unknown, unknown, List.of());
    }

    static IncrementalAlterConfigsResponse.Resource of(
            IncrementalAlterConfigsRequest.Resource resource, ErrorCode error, @Nullable String message) {
        return new IncrementalAlterConfigsResponse.Resource(
                error, message, resource.resourceType(), resource.resourceName());
    }

    private static ElectLeadersResponse of(ElectLeadersRequest request, ErrorCode error, @Nullable String message) {
        var topics = request.topics();
        if (topics == null) {
            return new ElectLeadersResponse(error, List.of());
        }
        var answers = topics.stream()
                .map(topic -> new ElectLeadersResponse.Topic(
                        topic.topic(),
                        topic.partitions().stream()
                                .map(partition -> new ElectLeadersResponse.Partition(partition, error, message))
                                .toList()))
                .toList();
        // In version 0 only the partitions have errors.
        return new ElectLeadersResponse(error, answers);
    }
}
