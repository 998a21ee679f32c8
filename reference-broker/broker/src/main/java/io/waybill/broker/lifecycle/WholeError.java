package io.waybill.broker.lifecycle;

import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.stream.Stream;

/** The error that an answer says of everything that was asked. */
final class WholeError {

    private WholeError() {}

    /** Returns the error of the whole; {@link ErrorCode#NONE} where parts ended differently, or well. */
    static ErrorCode of(Response response) {
        if (response instanceof BrokerHeartbeatResponse it) {
            return it.error();
        } else if (response instanceof BrokerRegistrationResponse it) {
            return it.error();
        } else if (response instanceof AlterPartitionResponse it) {
            return it.error();
        } else if (response instanceof AllocateProducerIdsResponse it) {
            return it.error();
        } else if (response instanceof ElectLeadersResponse it) {
            return it.error();
        }
        return ofParts(response);
    }

    private static ErrorCode ofParts(Response response) {
        Stream<ErrorCode> parts = Stream.of();
        if (response instanceof CreateTopicsResponse it) {
            parts = it.topics().stream().map(CreateTopicsResponse.Topic::error);
        } else if (response instanceof DeleteTopicsResponse it) {
            parts = it.topics().stream().map(DeleteTopicsResponse.Topic::error);
        } else if (response instanceof CreatePartitionsResponse it) {
            parts = it.topics().stream().map(CreatePartitionsResponse.Topic::error);
        } else if (response instanceof AlterConfigsResponse it) {
            parts = it.resources().stream().map(AlterConfigsResponse.Resource::error);
        } else if (response instanceof IncrementalAlterConfigsResponse it) {
            parts = it.resources().stream().map(IncrementalAlterConfigsResponse.Resource::error);
        } else if (response instanceof DescribeQuorumResponse it) {
            // A follower of the quorum says so of its only partition.
            parts = it.topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .map(partition -> partition.error() == ErrorCode.NOT_LEADER_OR_FOLLOWER
                            ? ErrorCode.NOT_CONTROLLER
                            : partition.error());
        }
        List<ErrorCode> different = parts.distinct().toList();
        return different.size() == 1 ? different.get(0) : ErrorCode.NONE;
    }
}
