package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;

/** Heartbeat, both ways. */
final class HeartbeatTranslator
        implements Translator<HeartbeatRequest, HeartbeatRequestData, HeartbeatResponse, HeartbeatResponseData> {

    @Override
    public HeartbeatRequest readRequest(HeartbeatRequestData data, int version) {
        return new HeartbeatRequest(data.groupId(), data.generationId(), data.memberId(), data.groupInstanceId());
    }

    @Override
    public HeartbeatRequestData writeRequest(HeartbeatRequest request, int version) {
        return new HeartbeatRequestData()
                .setGroupId(request.groupId())
                .setGenerationId(request.generation())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId());
    }

    @Override
    public HeartbeatResponse readResponse(HeartbeatResponseData data, int version) {
        return new HeartbeatResponse(ErrorCode.of(data.errorCode()));
    }

    @Override
    public HeartbeatResponseData writeResponse(HeartbeatResponse response, int version) {
        return new HeartbeatResponseData().setErrorCode(response.error().code());
    }
}
