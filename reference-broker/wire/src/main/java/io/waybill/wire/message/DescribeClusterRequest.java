package io.waybill.wire.message;

/**
 * Asks who is in the cluster.
 *
 * @param endpointType 1 brokers, 2 controllers (version 1+)
 * @param includeFencedBrokers whether fenced brokers are wanted too (version 2+)
 */
public record DescribeClusterRequest(byte endpointType, boolean includeFencedBrokers) implements Request {

    @Override
    public Api api() {
        return Api.DESCRIBE_CLUSTER;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.describeCluster(this);
    }
}
