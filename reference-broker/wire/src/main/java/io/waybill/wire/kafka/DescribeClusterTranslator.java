package io.waybill.wire.kafka;

import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;

/** DescribeCluster, both ways. */
final class DescribeClusterTranslator
        implements Translator<
                DescribeClusterRequest,
                DescribeClusterRequestData,
                DescribeClusterResponse,
                DescribeClusterResponseData> {

    @Override
    public DescribeClusterRequest readRequest(DescribeClusterRequestData data, int version) {
        return new DescribeClusterRequest(data.endpointType(), data.includeFencedBrokers());
    }

    @Override
    public DescribeClusterRequestData writeRequest(DescribeClusterRequest request, int version) {
        return new DescribeClusterRequestData()
                .setEndpointType(request.endpointType())
                .setIncludeFencedBrokers(request.includeFencedBrokers());
    }

    @Override
    public DescribeClusterResponse readResponse(DescribeClusterResponseData data, int version) {
        return new DescribeClusterResponse(
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                data.endpointType(),
                data.clusterId(),
                data.controllerId(),
                Convert.list(data.brokers(), DescribeClusterTranslator::readResponseBroker));
    }

    @Override
    public DescribeClusterResponseData writeResponse(DescribeClusterResponse response, int version) {
        DescribeClusterResponseData data = new DescribeClusterResponseData()
                .setErrorCode(response.error().code())
                .setErrorMessage(response.errorMessage())
                .setClusterId(response.clusterId())
                .setControllerId(response.controllerId())
                .setBrokers(Convert.into(
                        new DescribeClusterResponseData.DescribeClusterBrokerCollection(
                                response.brokers().size() + 1),
                        response.brokers(),
                        part -> writeResponseBroker(part, version)));
        if (version >= 1) {
            data.setEndpointType(response.endpointType());
        }
        return data;
    }

    private static DescribeClusterResponse.Broker readResponseBroker(
            DescribeClusterResponseData.DescribeClusterBroker data) {
        return new DescribeClusterResponse.Broker(
                data.brokerId(), data.host(), data.port(), data.rack(), data.isFenced());
    }

    private static DescribeClusterResponseData.DescribeClusterBroker writeResponseBroker(
            DescribeClusterResponse.Broker broker, int version) {
        DescribeClusterResponseData.DescribeClusterBroker data = new DescribeClusterResponseData.DescribeClusterBroker()
                .setBrokerId(broker.brokerId())
                .setHost(broker.host())
                .setPort(broker.port())
                .setRack(broker.rack());
        if (version >= 2) {
            data.setIsFenced(broker.isFenced());
        }
        return data;
    }
}
