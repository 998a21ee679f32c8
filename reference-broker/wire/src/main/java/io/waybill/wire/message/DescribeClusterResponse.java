package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster.
 *
 * @param error what went wrong
 * @param errorMessage what went wrong, in words
 * @param endpointType 1 brokers, 2 controllers (version 1+)
 * @param clusterId the id of the cluster
 * @param controllerId the broker that takes what is for the controller, -1 where unknown
 * @param brokers the brokers that are alive
 */
public record DescribeClusterResponse(
        ErrorCode error,
        @Nullable String errorMessage,
        byte endpointType,
        String clusterId,
        int controllerId,
        List<Broker> brokers)
        implements Response {

    /** Copies its lists. */
    public DescribeClusterResponse {
        brokers = List.copyOf(brokers);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_CLUSTER;
    }

    /**
     * One broker.
     *
     * @param brokerId the id of the broker
     * @param host the host to connect to
     * @param port the port to connect to
     * @param rack the rack of the node, null where not told
     * @param isFenced whether the broker is fenced (version 2+)
     */
    public record Broker(
            int brokerId, String host, int port, @Nullable String rack, boolean isFenced) {}
}
