package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.SyncGroupRequest;
import io.waybill.wire.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;

/** SyncGroup, both ways. */
final class SyncGroupTranslator
        implements Translator<SyncGroupRequest, SyncGroupRequestData, SyncGroupResponse, SyncGroupResponseData> {

    @Override
    public SyncGroupRequest readRequest(SyncGroupRequestData data, int version) {
        return new SyncGroupRequest(
                data.groupId(),
                data.generationId(),
                data.memberId(),
                data.groupInstanceId(),
                data.protocolType(),
                data.protocolName(),
                Convert.list(data.assignments(), SyncGroupTranslator::readRequestAssignment));
    }

    @Override
    public SyncGroupRequestData writeRequest(SyncGroupRequest request, int version) {
        return new SyncGroupRequestData()
                .setGroupId(request.groupId())
                .setGenerationId(request.generation())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId())
                .setProtocolType(request.protocolType())
                .setProtocolName(request.protocolName())
                .setAssignments(Convert.list(request.assignments(), SyncGroupTranslator::writeRequestAssignment));
    }

    private static SyncGroupRequest.Assignment readRequestAssignment(
            SyncGroupRequestData.SyncGroupRequestAssignment data) {
        return new SyncGroupRequest.Assignment(data.memberId(), ByteBuffer.wrap(data.assignment()));
    }

    private static SyncGroupRequestData.SyncGroupRequestAssignment writeRequestAssignment(
            SyncGroupRequest.Assignment assignment) {
        return new SyncGroupRequestData.SyncGroupRequestAssignment()
                .setMemberId(assignment.memberId())
                .setAssignment(Convert.bytes(assignment.assignment()));
    }

    @Override
    public SyncGroupResponse readResponse(SyncGroupResponseData data, int version) {
        return new SyncGroupResponse(
                ErrorCode.of(data.errorCode()),
                data.protocolType(),
                data.protocolName(),
                ByteBuffer.wrap(data.assignment()));
    }

    @Override
    public SyncGroupResponseData writeResponse(SyncGroupResponse response, int version) {
        return new SyncGroupResponseData()
                .setErrorCode(response.error().code())
                .setProtocolType(response.protocolType())
                .setProtocolName(response.protocolName())
                .setAssignment(Convert.bytes(response.assignment()));
    }
}
