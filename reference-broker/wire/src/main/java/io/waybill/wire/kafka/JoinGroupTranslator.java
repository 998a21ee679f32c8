package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.JoinGroupRequest;
import io.waybill.wire.message.JoinGroupResponse;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;

/** JoinGroup, both ways. */
final class JoinGroupTranslator
        implements Translator<JoinGroupRequest, JoinGroupRequestData, JoinGroupResponse, JoinGroupResponseData> {

    /** From this version on a rebalance has a timeout of its own; before, the session's was both. KIP-62. */
    private static final int WITH_REBALANCE_TIMEOUT = 1;

    @Override
    public JoinGroupRequest readRequest(JoinGroupRequestData data, int version) {
        return new JoinGroupRequest(
                data.groupId(),
                data.sessionTimeoutMs(),
                version >= WITH_REBALANCE_TIMEOUT ? data.rebalanceTimeoutMs() : data.sessionTimeoutMs(),
                data.memberId(),
                data.groupInstanceId(),
                data.protocolType(),
                Convert.list(data.protocols(), JoinGroupTranslator::readRequestProtocol),
                data.reason());
    }

    @Override
    public JoinGroupRequestData writeRequest(JoinGroupRequest request, int version) {
        return new JoinGroupRequestData()
                .setGroupId(request.groupId())
                .setSessionTimeoutMs(request.sessionTimeoutMs())
                .setRebalanceTimeoutMs(request.rebalanceTimeoutMs())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId())
                .setProtocolType(request.protocolType())
                .setProtocols(Convert.into(
                        new JoinGroupRequestData.JoinGroupRequestProtocolCollection(
                                request.protocols().size() + 1),
                        request.protocols(),
                        JoinGroupTranslator::writeRequestProtocol))
                .setReason(request.reason());
    }

    private static JoinGroupRequest.Protocol readRequestProtocol(JoinGroupRequestData.JoinGroupRequestProtocol data) {
        return new JoinGroupRequest.Protocol(data.name(), ByteBuffer.wrap(data.metadata()));
    }

    private static JoinGroupRequestData.JoinGroupRequestProtocol writeRequestProtocol(
            JoinGroupRequest.Protocol protocol) {
        return new JoinGroupRequestData.JoinGroupRequestProtocol()
                .setName(protocol.name())
                .setMetadata(Convert.bytes(protocol.metadata()));
    }

    @Override
    public JoinGroupResponse readResponse(JoinGroupResponseData data, int version) {
        return new JoinGroupResponse(
                ErrorCode.of(data.errorCode()),
                data.generationId(),
                data.protocolType(),
                data.protocolName(),
                data.leader(),
                data.skipAssignment(),
                data.memberId(),
                Convert.list(data.members(), JoinGroupTranslator::readResponseMember));
    }

    @Override
    public JoinGroupResponseData writeResponse(JoinGroupResponse response, int version) {
        JoinGroupResponseData data = new JoinGroupResponseData()
                .setErrorCode(response.error().code())
                .setGenerationId(response.generation())
                .setProtocolType(response.protocolType())
                .setProtocolName(version >= 7 ? response.protocolName() : Convert.orEmpty(response.protocolName()))
                .setLeader(response.leader())
                .setMemberId(response.memberId())
                .setMembers(Convert.list(response.members(), JoinGroupTranslator::writeResponseMember));
        if (version >= 9) {
            data.setSkipAssignment(response.skipAssignment());
        }
        return data;
    }

    private static JoinGroupResponse.Member readResponseMember(JoinGroupResponseData.JoinGroupResponseMember data) {
        return new JoinGroupResponse.Member(data.memberId(), data.groupInstanceId(), ByteBuffer.wrap(data.metadata()));
    }

    private static JoinGroupResponseData.JoinGroupResponseMember writeResponseMember(JoinGroupResponse.Member member) {
        return new JoinGroupResponseData.JoinGroupResponseMember()
                .setMemberId(member.memberId())
                .setGroupInstanceId(member.groupInstanceId())
                .setMetadata(Convert.bytes(member.metadata()));
    }
}
