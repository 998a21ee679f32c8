package io.waybill.wire.kafka;

import io.waybill.wire.message.EndTxnRequest;
import io.waybill.wire.message.EndTxnResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;

/** EndTxn, both ways. */
final class EndTxnTranslator
        implements Translator<EndTxnRequest, EndTxnRequestData, EndTxnResponse, EndTxnResponseData> {

    @Override
    public EndTxnRequest readRequest(EndTxnRequestData data, int version) {
        return new EndTxnRequest(data.transactionalId(), data.producerId(), data.producerEpoch(), data.committed());
    }

    @Override
    public EndTxnRequestData writeRequest(EndTxnRequest request, int version) {
        return new EndTxnRequestData()
                .setTransactionalId(request.transactionalId())
                .setProducerId(request.producerId())
                .setProducerEpoch(request.producerEpoch())
                .setCommitted(request.committed());
    }

    @Override
    public EndTxnResponse readResponse(EndTxnResponseData data, int version) {
        return new EndTxnResponse(ErrorCode.of(data.errorCode()), data.producerId(), data.producerEpoch());
    }

    @Override
    public EndTxnResponseData writeResponse(EndTxnResponse response, int version) {
        return new EndTxnResponseData()
                .setErrorCode(response.error().code())
                .setProducerId(response.producerId())
                .setProducerEpoch(response.producerEpoch());
    }
}
