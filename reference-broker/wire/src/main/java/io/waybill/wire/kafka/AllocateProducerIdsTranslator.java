package io.waybill.wire.kafka;

import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;

/** AllocateProducerIds, both ways. */
final class AllocateProducerIdsTranslator
        implements Translator<
                AllocateProducerIdsRequest,
                AllocateProducerIdsRequestData,
                AllocateProducerIdsResponse,
                AllocateProducerIdsResponseData> {

    @Override
    public AllocateProducerIdsRequest readRequest(AllocateProducerIdsRequestData data, int version) {
        return new AllocateProducerIdsRequest(data.brokerId(), data.brokerEpoch());
    }

    @Override
    public AllocateProducerIdsRequestData writeRequest(AllocateProducerIdsRequest request, int version) {
        return new AllocateProducerIdsRequestData()
                .setBrokerId(request.brokerId())
                .setBrokerEpoch(request.brokerEpoch());
    }

    @Override
    public AllocateProducerIdsResponse readResponse(AllocateProducerIdsResponseData data, int version) {
        return new AllocateProducerIdsResponse(
                ErrorCode.of(data.errorCode()), data.producerIdStart(), data.producerIdLen());
    }

    @Override
    public AllocateProducerIdsResponseData writeResponse(AllocateProducerIdsResponse response, int version) {
        return new AllocateProducerIdsResponseData()
                .setErrorCode(response.error().code())
                .setProducerIdStart(response.producerIdStart())
                .setProducerIdLen(response.producerIdLen());
    }
}
