package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaveGroupRequest;
import io.waybill.wire.message.LeaveGroupResponse;
import java.util.List;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;

/** LeaveGroup, both ways. */
final class LeaveGroupTranslator
        implements Translator<LeaveGroupRequest, LeaveGroupRequestData, LeaveGroupResponse, LeaveGroupResponseData> {

    /** From this version on several members leave at once. KIP-345. */
    private static final int BATCHED = 3;

    @Override
    public LeaveGroupRequest readRequest(LeaveGroupRequestData data, int version) {
        return new LeaveGroupRequest(
                data.groupId(),
                version >= BATCHED
                        ? Convert.list(data.members(), LeaveGroupTranslator::readRequestMember)
                        : List.of(new LeaveGroupRequest.Member(data.memberId(), null, null)));
    }

    @Override
    public LeaveGroupRequestData writeRequest(LeaveGroupRequest request, int version) {
        LeaveGroupRequestData data = new LeaveGroupRequestData().setGroupId(request.groupId());
        if (version >= BATCHED) {
            return data.setMembers(Convert.list(request.members(), LeaveGroupTranslator::writeRequestMember));
        }
        LeaveGroupRequest.Member member = Convert.only(request.members(), "member", version);
        if (member.groupInstanceId() != null) {
            throw Convert.unsayable("the static member " + member.groupInstanceId(), version);
        }
        return data.setMemberId(member.memberId());
    }

    private static LeaveGroupRequest.Member readRequestMember(LeaveGroupRequestData.MemberIdentity data) {
        return new LeaveGroupRequest.Member(data.memberId(), data.groupInstanceId(), data.reason());
    }

    private static LeaveGroupRequestData.MemberIdentity writeRequestMember(LeaveGroupRequest.Member member) {
        return new LeaveGroupRequestData.MemberIdentity()
                .setMemberId(member.memberId())
                .setGroupInstanceId(member.groupInstanceId())
                .setReason(member.reason());
    }

    @Override
    public LeaveGroupResponse readResponse(LeaveGroupResponseData data, int version) {
        return new LeaveGroupResponse(
                ErrorCode.of(data.errorCode()), Convert.list(data.members(), LeaveGroupTranslator::readResponseMember));
    }

    @Override
    public LeaveGroupResponseData writeResponse(LeaveGroupResponse response, int version) {
        LeaveGroupResponseData data = new LeaveGroupResponseData();
        if (version >= BATCHED) {
            return data.setErrorCode(response.error().code())
                    .setMembers(Convert.list(response.members(), LeaveGroupTranslator::writeResponseMember));
        }
        // There is one error only: that of the request, or else that of the member.
        ErrorCode error = response.error().isError() || response.members().isEmpty()
                ? response.error()
                : Convert.only(response.members(), "member", version).error();
        return data.setErrorCode(error.code());
    }

    private static LeaveGroupResponse.Member readResponseMember(LeaveGroupResponseData.MemberResponse data) {
        return new LeaveGroupResponse.Member(data.memberId(), data.groupInstanceId(), ErrorCode.of(data.errorCode()));
    }

    private static LeaveGroupResponseData.MemberResponse writeResponseMember(LeaveGroupResponse.Member member) {
        return new LeaveGroupResponseData.MemberResponse()
                .setMemberId(member.memberId())
                .setGroupInstanceId(member.groupInstanceId())
                .setErrorCode(member.error().code());
    }
}
