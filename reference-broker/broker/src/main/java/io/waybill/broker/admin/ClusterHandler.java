package io.waybill.broker.admin;

import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers who is in the cluster. */
final class ClusterHandler {

    private static final byte OF_BROKERS = 1;

    private final ClusterSight sight;

    ClusterHandler(ClusterSight sight) {
        this.sight = sight;
    }

    DescribeClusterResponse answer(DescribeClusterRequest request) {
        if (request.endpointType() != OF_BROKERS) {
            return response(
                    request,
                    ErrorCode.MISMATCHED_ENDPOINT_TYPE,
                    "this endpoint is a broker's, asked was one of type " + request.endpointType(),
                    List.of());
        }
        var brokers = sight.image().brokers().stream()
                .filter(each -> !each.endpoints().isEmpty())
                .filter(each -> !each.fenced() || request.includeFencedBrokers())
                .map(ClusterHandler::broker)
                .toList();
        return response(request, ErrorCode.NONE, null, brokers);
    }

    private DescribeClusterResponse response(
            DescribeClusterRequest request,
            ErrorCode error,
            @Nullable String message,
            List<DescribeClusterResponse.Broker> brokers) {
        return new DescribeClusterResponse(
                error, message, request.endpointType(), sight.clusterId(), sight.controllerForClients(), brokers);
    }

    private static DescribeClusterResponse.Broker broker(BrokerRegistration each) {
        var address = each.endpoints().get(0).address();
        return new DescribeClusterResponse.Broker(
                each.id(), address.host(), address.port(), each.rack(), each.fenced());
    }
}
