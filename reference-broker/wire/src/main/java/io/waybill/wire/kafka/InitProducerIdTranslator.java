package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;

/** InitProducerId, both ways. */
final class InitProducerIdTranslator
        implements Translator<
                InitProducerIdRequest, InitProducerIdRequestData, InitProducerIdResponse, InitProducerIdResponseData> {

    @Override
    public InitProducerIdRequest readRequest(InitProducerIdRequestData data, int version) {
        return new InitProducerIdRequest(
                data.transactionalId(), data.transactionTimeoutMs(), data.producerId(), data.producerEpoch());
    }

    @Override
    public InitProducerIdRequestData writeRequest(InitProducerIdRequest request, int version) {
        return new InitProducerIdRequestData()
                .setTransactionalId(request.transactionalId())
                .setTransactionTimeoutMs(request.transactionTimeoutMs())
                .setProducerId(request.producerId())
                .setProducerEpoch(request.producerEpoch());
    }

    @Override
    public InitProducerIdResponse readResponse(InitProducerIdResponseData data, int version) {
        return new InitProducerIdResponse(ErrorCode.of(data.errorCode()), data.producerId(), data.producerEpoch());
    }

    @Override
    public InitProducerIdResponseData writeResponse(InitProducerIdResponse response, int version) {
        return new InitProducerIdResponseData()
                .setErrorCode(response.error().code())
                .setProducerId(response.producerId())
                .setProducerEpoch(response.producerEpoch());
    }
}
