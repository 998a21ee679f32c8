package io.waybill.wire.kafka;

import io.waybill.wire.message.AddOffsetsToTxnRequest;
import io.waybill.wire.message.AddOffsetsToTxnResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;

/** AddOffsetsToTxn, both ways. */
final class AddOffsetsToTxnTranslator
        implements Translator<
                AddOffsetsToTxnRequest,
                AddOffsetsToTxnRequestData,
                AddOffsetsToTxnResponse,
                AddOffsetsToTxnResponseData> {

    @Override
    public AddOffsetsToTxnRequest readRequest(AddOffsetsToTxnRequestData data, int version) {
        return new AddOffsetsToTxnRequest(
                data.transactionalId(), data.producerId(), data.producerEpoch(), data.groupId());
    }

    @Override
    public AddOffsetsToTxnRequestData writeRequest(AddOffsetsToTxnRequest request, int version) {
        return new AddOffsetsToTxnRequestData()
                .setTransactionalId(request.transactionalId())
                .setProducerId(request.producerId())
                .setProducerEpoch(request.producerEpoch())
                .setGroupId(request.groupId());
    }

    @Override
    public AddOffsetsToTxnResponse readResponse(AddOffsetsToTxnResponseData data, int version) {
        return new AddOffsetsToTxnResponse(ErrorCode.of(data.errorCode()));
    }

    @Override
    public AddOffsetsToTxnResponseData writeResponse(AddOffsetsToTxnResponse response, int version) {
        return new AddOffsetsToTxnResponseData().setErrorCode(response.error().code());
    }
}
